import pytest

from tests.log.scene import Scene


@pytest.fixture
async def scene(tmp_path):
    scene = Scene(tmp_path)
    await scene.database.create_tables()
    yield scene
    await scene.database.close()
