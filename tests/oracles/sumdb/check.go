// Check verifies notes, checkpoints, proofs and tiles of a log with the code that Go's own
// checksum database is verified with, golang.org/x/mod/sumdb. It is an oracle for tests.
//
// It reads a JSON array of cases from standard input and prints a line for each of them: 1 if
// the case holds, 0 if it does not, and a sentence.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// A testCase is one question. Bytes are spelled in base64.
type testCase struct {
	Kind     string
	Verifier string // A key as NewVerifier reads it; that of a witness for "cosignature".
	Note     string
	Old      string // An older note, for "consistency" and "tiles".
	Index    int64
	Leaf     []byte
	Proof    [][]byte
	OldProof [][]byte
	Time     uint64
	Folder   string
}

func main() {
	var cases []testCase
	if err := json.NewDecoder(os.Stdin).Decode(&cases); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	for _, c := range cases {
		if err := check(c); err != nil {
			fmt.Printf("0 %q\n", err)
		} else {
			fmt.Printf("1 the %s holds\n", c.Kind)
		}
	}
}

func check(c testCase) error {
	if c.Kind == "cosignature" {
		return checkCosignature(c)
	}
	verifier, err := note.NewVerifier(c.Verifier)
	if err != nil {
		return err
	}
	tree, err := openCheckpoint(c.Note, verifier)
	if err != nil {
		return err
	}
	proof, err := toHashes(c.Proof)
	if err != nil {
		return err
	}
	switch c.Kind {
	case "checkpoint":
		return nil
	case "inclusion":
		return tlog.CheckRecord(proof, tree.N, tree.Hash, c.Index, tlog.RecordHash(c.Leaf))
	}
	old, err := openCheckpoint(c.Old, verifier)
	if err != nil {
		return err
	}
	switch c.Kind {
	case "consistency":
		return tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash)
	case "tiles":
		oldProof, err := toHashes(c.OldProof)
		if err != nil {
			return err
		}
		return checkTiles(c, tree, old, proof, oldProof)
	}
	return errors.New("the kind is unknown")
}

// openCheckpoint verifies a note and reads the three lines of C2SP tlog-checkpoint in it.
func openCheckpoint(text string, verifier note.Verifier) (tlog.Tree, error) {
	opened, err := note.Open([]byte(text), note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		return tlog.Tree{}, errors.New("the note is no checkpoint of this log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

func toHashes(proof [][]byte) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(proof))
	for i, data := range proof {
		if copy(hashes[i][:], data) != len(data) || len(data) != tlog.HashSize {
			return nil, errors.New("a hash has 32 bytes")
		}
	}
	return hashes, nil
}

// checkTiles lets Go read our folder, which it verifies against the root, and prove the same.
func checkTiles(c testCase, tree, old tlog.Tree, proof, oldProof []tlog.Hash) error {
	reader := tlog.TileHashReader(tree, folder(c.Folder))
	root, err := tlog.TreeHash(tree.N, reader)
	if err != nil {
		return err
	}
	if root != tree.Hash {
		return errors.New("the tiles have another root")
	}
	record, err := tlog.ProveRecord(tree.N, c.Index, reader)
	if err != nil {
		return err
	}
	growth, err := tlog.ProveTree(tree.N, old.N, reader)
	if err != nil {
		return err
	}
	if fmt.Sprint(proof) != fmt.Sprint(record) || fmt.Sprint(oldProof) != fmt.Sprint(growth) {
		return errors.New("Go proves it by other hashes")
	}
	leaf, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, c.Index)})
	if err != nil {
		return err
	}
	if leaf[0] != tlog.RecordHash(c.Leaf) {
		return errors.New("the tiles have another entry")
	}
	return nil
}

// A folder of tiles as C2SP tlog-tiles lays them out: as Go does, without the height in the path.
type folder string

func (f folder) Height() int { return 8 }

func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var found [][]byte
	for _, tile := range tiles {
		full := tile
		full.W = 1 << 8
		data, err := f.read(tile)
		if errors.Is(err, os.ErrNotExist) {
			data, err = f.read(full) // A partial tile may be gone once there is the full one.
		}
		if err != nil {
			return nil, err
		}
		found = append(found, data[:tile.W*tlog.HashSize])
	}
	return found, nil
}

func (f folder) read(tile tlog.Tile) ([]byte, error) {
	name := "tile/" + strings.TrimPrefix(tile.Path(), "tile/8/")
	data, err := os.ReadFile(filepath.Join(string(f), name))
	if err == nil && len(data) != tile.W*tlog.HashSize {
		err = fmt.Errorf("the tile %s has a wrong length", name)
	}
	return data, err
}

func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}

// A witness verifies C2SP tlog-cosignature, the Ed25519 type, and remembers the time.
type witness struct {
	name string
	hash uint32
	key  ed25519.PublicKey
	time uint64
}

func (w *witness) Name() string    { return w.name }
func (w *witness) KeyHash() uint32 { return w.hash }

func (w *witness) Verify(text, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	w.time = binary.BigEndian.Uint64(signature)
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", w.time, text)
	return ed25519.Verify(w.key, []byte(message), signature[8:])
}

func checkCosignature(c testCase) error {
	parts := strings.SplitN(c.Verifier, "+", 3)
	if len(parts) != 3 {
		return errors.New("the key of the witness has not three parts")
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 33 || key[0] != 4 {
		return errors.New("the key of the witness is not one of type 4")
	}
	id := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	if fmt.Sprintf("%x", id[:4]) != parts[1] {
		return errors.New("the key of the witness has another hash")
	}
	known := &witness{name: parts[0], hash: binary.BigEndian.Uint32(id[:4]), key: key[1:]}
	opened, err := note.Open([]byte(c.Note), note.VerifierList(known))
	if err != nil {
		return err
	}
	if known.time != c.Time || !bytes.HasPrefix([]byte(c.Note), []byte(opened.Text)) {
		return errors.New("the witness signed at another time")
	}
	return nil
}
