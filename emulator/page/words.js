// What the page itself says. What bots and people say comes from the world.

const WORDS = {
  zh: {
    title: "演示",
    about: "本机上的模拟聊天，消息不会离开这台电脑。",
    language: "界面语言",
    phones: "手机",
    phoneOf: "{name}的手机",
    offline: "与演示服务器的连接断了，正在重试。",
    nobody: "这里还没有人。",
    chats: "对话",
    noChats: "还没有对话。",
    back: "返回对话列表",
    beside: "在旁边打开“{title}”",
    close: "收起这部手机",
    bringBack: "拿出{name}的手机",
    start: "开始",
    write: "写消息…",
    message: "消息",
    send: "发送",
    attach: "附件",
    photo: "照片",
    document: "文件",
    menu: "命令",
    more: "更多",
    edit: "修改",
    remove: "删除",
    cancelEdit: "不改了",
    editing: "正在修改消息",
    block: "拉黑",
    unblock: "解除拉黑",
    blocked: "已拉黑，对方写不了消息。",
    wipe: "清空对话",
    wipeSure: "为双方清空这段对话？",
    edited: "已修改",
    protected: "受保护：不能转发和保存",
    voice: "语音",
    video: "视频",
    audio: "音频",
    animation: "动图",
    spoiler: "显示隐藏文字",
    bot: "机器人",
    group: "群",
    empty: "还没有消息。",
    tooLarge: "这个文件太大，演示里最多 50 MB。",
    service: {
      "created the group": "建了群",
      "added a member": "加了成员",
      "removed a member": "移除了成员",
      "upgraded the group": "升级了群",
      "created a topic": "建了话题",
    },
  },
  en: {
    title: "Demo",
    about: "Emulated chats on this machine; no message leaves it.",
    language: "Language of this page",
    phones: "Phones",
    phoneOf: "{name}'s phone",
    offline: "The connection to the demo server is lost. Trying again.",
    nobody: "There is nobody here yet.",
    chats: "Chats",
    noChats: "No chats yet.",
    back: "Back to the chats",
    beside: "Open “{title}” beside this",
    close: "Put this phone away",
    bringBack: "Bring back {name}'s phone",
    start: "Start",
    write: "Write a message…",
    message: "Message",
    send: "Send",
    attach: "Attach",
    photo: "Photo",
    document: "File",
    menu: "Commands",
    more: "More",
    edit: "Edit",
    remove: "Delete",
    cancelEdit: "Keep as it was",
    editing: "Editing a message",
    block: "Block",
    unblock: "Unblock",
    blocked: "Blocked: it cannot write to you.",
    wipe: "Clear the chat",
    wipeSure: "Clear this chat for both sides?",
    edited: "edited",
    protected: "Protected: cannot be forwarded or saved",
    voice: "Voice message",
    video: "Video",
    audio: "Audio",
    animation: "Animation",
    spoiler: "Show hidden text",
    bot: "bot",
    group: "group",
    empty: "No messages yet.",
    tooLarge: "This file is too large; the demo takes 50 MB at most.",
    service: {},
  },
};

const KEPT_AS = "language";

export function language() {
  const kept = localStorage.getItem(KEPT_AS);
  return kept in WORDS ? kept : navigator.language.startsWith("zh") ? "zh" : "en";
}

export function chooseLanguage(code) {
  localStorage.setItem(KEPT_AS, code);
}

export function word(key, facts = {}) {
  const text = WORDS[language()][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => facts[name] ?? "");
}

export function serviceWord(text) {
  return WORDS[language()].service[text] ?? text;
}

export function timeOfDay(iso) {
  const locale = language() === "zh" ? "zh-CN" : "en-GB";
  return new Date(iso).toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
}

export function sizeOf(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
