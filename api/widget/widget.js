/*!
 * <jushi-chat>: ask your documents from any page. One file, no dependencies; Apache-2.0.
 *
 *   <script src="https://jushi.example/widget.js" defer></script>
 *   <jushi-chat api-base="https://jushi.example/"></jushi-chat>
 *
 * Attributes  api-base        where the service is; where this file came from, if not given
 *             token-endpoint  kept for short-lived tokens; not used yet
 *             mode            float (a button that opens a panel) | inline
 *             full            with mode="inline": fills the window
 *             open            the floating panel is open
 *             lang            zh-CN | en          theme   auto | light | dark
 *             heading, placeholder
 *             suggestions     questions to start with, separated by |; or children <jushi-suggestion>
 * Methods     open()  close()  ask(question): a promise of the answer, or of null where there is none
 * Events      jushi-ask {question}  jushi-answer {question, answer}
 *             jushi-citation {citation}  jushi-error {question, problem}
 * Styling     --jushi-accent, -on-accent, -bg, -soft, -line, -ink, -dim, -mark, -seal, -alarm, -font, -radius, -height,
 *             -z; parts: launcher panel header heading log turn question answer figure quote citation popover form
 *             input send suggestion
 *
 * Nothing that comes from a document, a model or the page is ever parsed as markup: nodes and textContent only, so the
 * file runs under `script-src 'self'; style-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'`.
 */
(() => {
  "use strict";

  const LONGEST_QUESTION = 2000; // code points; the service refuses more
  const COUNT_FROM = 1800;
  const KEPT_TURNS = 30; // in sessionStorage
  const HISTORY = 10; // earlier questions sent along
  const SILENCE_MS = 60000; // no byte for so long: the connection is given up
  const LEAVE_MS = 180; // the pointer may take so long from [1] to its popover
  const LONG_QUOTE = 130; // characters beyond which a quote is folded to a few lines
  const SHOWN_QUOTES = 3;
  const SCRIPT = document.currentScript && document.currentScript.src;

  const TEXTS = {
    "zh-CN": {
      heading: "据实问答",
      launcher: "问文档",
      welcome: "问一个数字、一件事、一个人",
      tagline: "每个回答都附原文出处；文档里没有的，不作答。",
      placeholder: "请输入问题",
      hint: "Enter 发送，Shift+Enter 换行",
      count: (n) => `${n} / ${LONGEST_QUESTION} 字`,
      long: (n) => `问题最多 ${LONGEST_QUESTION} 字，现在是 ${n} 字`,
      send: "发送",
      stop: "停止",
      close: "关闭",
      fresh: "新对话",
      log: "对话",
      suggestions: "可以这样问",
      asked: "提问：",
      searching: "正在检索…",
      done: (n) => `回答完成，${n} 处引用`,
      refusedDone: (n) => (n ? `文档里没有找到答案，列出 ${n} 处最接近的内容` : "文档里没有找到答案"),
      verbatim: "原文摘录",
      generated: "AI生成",
      refused: "未作答",
      figures: "数字",
      quotes: "引用原文",
      more: (n) => `其余 ${n} 处引用`,
      unfold: "展开全文",
      fold: "收起",
      source: "打开原文",
      newTab: "（在新标签页打开）",
      cite: (n, title) => `[${n}] 引用：${title}`,
      untitled: "未命名文档",
      page: (n) => `第 ${n} 页`,
      assumed: "理解为",
      others: "另有",
      related: "最接近的内容",
      copy: "复制回答",
      copied: "已复制",
      notCopied: "没能复制",
      from: "来源",
      retry: "重试",
      network: "连不上服务，请检查网络后重试。",
      timeout: "等了很久没有回音，请重试。",
      broken: "回答没有传完，请重试。",
      stopped: "已停止。",
      denied: "没有权限使用这项服务，请先登录或联系管理员。",
      busy: (s) => (s ? `服务正忙，请 ${s} 秒后重试。` : "服务正忙，请稍后重试。"),
      server: "服务出错了，请稍后重试。",
      base: "api-base 不是 http 或 https 地址。",
      failed: "出错了：",
    },
    en: {
      heading: "Ask the documents",
      launcher: "Ask",
      welcome: "Ask for a figure, a fact, a person",
      tagline: "Every answer shows the sentence it stands on; what the documents do not say is not answered.",
      placeholder: "Type a question",
      hint: "Enter to send, Shift+Enter for a new line",
      count: (n) => `${n} / ${LONGEST_QUESTION}`,
      long: (n) => `A question has at most ${LONGEST_QUESTION} characters; this has ${n}`,
      send: "Send",
      stop: "Stop",
      close: "Close",
      fresh: "New conversation",
      log: "Conversation",
      suggestions: "You could ask",
      asked: "Question: ",
      searching: "Searching…",
      done: (n) => `Answer complete, ${n} ${n === 1 ? "citation" : "citations"}`,
      refusedDone: (n) =>
        n ? `The documents do not say; ${n} nearest passage${n === 1 ? "" : "s"} listed` : "The documents do not say",
      verbatim: "Quoted from source",
      generated: "AI-generated",
      refused: "Not answered",
      figures: "Figures",
      quotes: "Quoted sources",
      more: (n) => `${n} more citation${n === 1 ? "" : "s"}`,
      unfold: "Show all",
      fold: "Show less",
      source: "Open source",
      newTab: " (opens in a new tab)",
      cite: (n, title) => `[${n}] citation: ${title}`,
      untitled: "Untitled document",
      page: (n) => `page ${n}`,
      assumed: "Understood as",
      others: "Also on record",
      related: "Nearest in the documents",
      copy: "Copy answer",
      copied: "Copied",
      notCopied: "Could not copy",
      from: "Sources",
      retry: "Try again",
      network: "The service cannot be reached. Check the network and try again.",
      timeout: "No reply for a long time. Try again.",
      broken: "The answer was cut off. Try again.",
      stopped: "Stopped.",
      denied: "You may not use this service. Sign in, or ask its administrator.",
      busy: (s) => (s ? `The service is busy. Try again in ${s} seconds.` : "The service is busy. Try again soon."),
      server: "The service failed. Try again later.",
      base: "api-base is not an http or https address.",
      failed: "Error: ",
    },
  };

  const colours = (dark) => `
    --_bg: var(--jushi-bg, ${dark ? "#14181e" : "#fff"});
    --_soft: var(--jushi-soft, ${dark ? "#1e242d" : "#f4f5f7"});
    --_line: var(--jushi-line, ${dark ? "#353d49" : "#dcdfe5"});
    --_ink: var(--jushi-ink, ${dark ? "#e7eaef" : "#1c232e"});
    --_dim: var(--jushi-dim, ${dark ? "#a9b2c0" : "#566070"});
    --_accent: var(--jushi-accent, ${dark ? "#86b7f2" : "#1a5a9e"});
    --_on-accent: var(--jushi-on-accent, ${dark ? "#0d1826" : "#fff"});
    --_mark: var(--jushi-mark, ${dark ? "#4d4013" : "#fdefb8"});
    --_seal: var(--jushi-seal, ${dark ? "#b23b31" : "#a8322a"});
    --_alarm: var(--jushi-alarm, ${dark ? "#ffa198" : "#a4262c"});
    --_shade: ${dark ? "rgb(0 0 0 / .55)" : "rgb(23 32 48 / .18)"};
    color-scheme: ${dark ? "dark" : "light"};`;

  const STYLE = `
  :host { all: initial; display: block; ${colours(false)}
    font: 15px/1.7 var(--jushi-font, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC",
      "Source Han Sans SC", system-ui, sans-serif); color: var(--_ink); --_r: var(--jushi-radius, 10px); }
  @media (prefers-color-scheme: dark) { :host(:not([theme="light"])) { ${colours(true)} } }
  :host([theme="dark"]) { ${colours(true)} }
  :host([hidden]) { display: none; }
  :host([mode="inline"]) { height: var(--jushi-height, 600px); }
  :host([mode="inline"][full]) { position: fixed; inset: 0; height: auto; }
  *, *::before { box-sizing: border-box; }
  [hidden] { display: none !important; }
  h1, h2, h3, p, ul, ol, dl, dd, blockquote, figure { margin: 0; padding: 0; font: inherit; }
  button, textarea { font: inherit; color: inherit; margin: 0; }
  button { cursor: pointer; border: 0; background: none; padding: 0; border-radius: 6px; min-width: 24px; min-height: 24px; }
  a { color: var(--_accent); text-underline-offset: 3px; }
  a, button, textarea, [tabindex] { outline: 2px solid transparent; outline-offset: 2px; }
  :focus-visible { outline-color: var(--_accent); }
  svg { width: 20px; height: 20px; display: block; fill: none; stroke: currentColor; stroke-width: 1.7;
    stroke-linecap: round; stroke-linejoin: round; }
  .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

  .launcher { position: fixed; right: 24px; bottom: 24px; z-index: var(--jushi-z, 2147483000); display: flex;
    align-items: center; gap: 10px; padding: 9px 20px 9px 10px; border-radius: 99px; background: var(--_bg);
    border: 1px solid var(--_line); box-shadow: 0 4px 20px var(--_shade); font-weight: 600; }
  .launcher:hover { border-color: var(--_accent); color: var(--_accent); }
  .seal { flex: none; display: grid; place-items: center; width: 30px; height: 30px; border-radius: 7px;
    background: var(--_seal); color: #fff; font: 700 18px/1 "Noto Serif CJK SC", "Songti SC", SimSun, serif; }

  .panel { display: flex; flex-direction: column; height: 100%; background: var(--_bg); position: relative;
    overflow: hidden; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
  :host([mode="inline"]:not([full])) .panel { border: 1px solid var(--_line); border-radius: var(--_r); }
  .float { position: fixed; right: 24px; bottom: 24px; z-index: var(--jushi-z, 2147483000); width: 420px;
    height: min(680px, calc(100vh - 48px)); border: 1px solid var(--_line); border-radius: var(--_r);
    box-shadow: 0 12px 40px var(--_shade); }
  header { display: flex; align-items: center; gap: 10px; min-height: 57px; padding: 8px 12px 8px 16px; border-bottom: 1px solid var(--_line); }
  header .title { flex: 1; font-size: 16px; font-weight: 600; line-height: 1.4; }
  .icon { display: grid; place-items: center; width: 36px; height: 36px; color: var(--_dim); }
  .icon:hover { background: var(--_soft); color: var(--_ink); }

  .log { flex: 1; min-height: 0; overflow-y: auto; position: relative; padding: 20px 16px; scrollbar-width: thin;
    overscroll-behavior: contain; outline-offset: -3px; }
  .log > *, form > * { max-width: 760px; margin-inline: auto; }
  .welcome { padding: 6vh 0 12px; }
  .welcome .lead { font-size: 21px; font-weight: 600; line-height: 1.5; }
  .welcome .tagline { color: var(--_dim); margin-top: 4px; }
  .welcome ul { list-style: none; margin-top: 20px; display: grid; gap: 10px; }
  .suggestion { width: 100%; text-align: start; padding: 10px 14px; border: 1px solid var(--_line);
    border-radius: var(--_r); display: flex; justify-content: space-between; align-items: center; gap: 12px; }
  .suggestion:hover { border-color: var(--_accent); background: var(--_soft); }
  .suggestion svg { flex: none; color: var(--_dim); width: 16px; height: 16px; }

  .turn + .turn { margin-top: 28px; }
  .turn + .turn:last-child { min-height: calc(100% - 8px); } /* so that the newest question can stand at the top */
  .question { width: fit-content; max-width: 88%; margin: 0 0 14px auto; padding: 8px 14px; white-space: pre-wrap;
    background: var(--_soft); border-radius: var(--_r) var(--_r) 3px var(--_r); }
  .badge { display: inline-block; font-size: 12px; line-height: 1.5; padding: 1px 8px; border-radius: 4px;
    color: var(--_dim); border: 1px solid var(--_line); margin-bottom: 8px; }
  .figures { display: flex; flex-wrap: wrap; gap: 8px 32px; margin-bottom: 10px; }
  .number { font-size: 34px; font-weight: 650; line-height: 1.25; letter-spacing: -.01em; color: var(--_accent); }
  .number small { font-size: 17px; font-weight: 500; margin-inline-end: 4px; letter-spacing: 0; }
  .what { font-weight: 500; line-height: 1.5; }
  .when { color: var(--_dim); font-size: 14px; line-height: 1.5; }
  .plain { white-space: pre-wrap; }
  .said > * + * { margin-top: 8px; }
  .said ul, .said ol { padding-inline-start: 1.6em; }
  .said strong { font-weight: 600; }
  code { font-family: ui-monospace, Consolas, monospace; font-size: .92em; background: var(--_soft); padding: 1px 4px; border-radius: 4px; }
  .cite { color: var(--_accent); font-size: 13px; font-weight: 600; line-height: 24px; padding: 0 2px; vertical-align: baseline; }
  .cite:hover, .cite[aria-expanded="true"] { background: var(--_soft); }
  .quotes { list-style: none; display: grid; gap: 14px; margin-top: 14px; }
  details .quotes { margin-top: 8px; }
  .quotes > li { border-inline-start: 3px solid var(--_line); padding-inline-start: 12px; min-width: 0; }
  blockquote { white-space: pre-wrap; }
  .folded { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 4; overflow: hidden; }
  mark { background: var(--_mark); color: inherit; border-radius: 3px; padding: 1px 2px; margin: 0 -2px; }
  .link { color: var(--_accent); font-size: 13px; padding: 0 2px; }
  .link:hover { text-decoration: underline; text-underline-offset: 3px; }
  /* Facts in a row with a dot before each; the dot of one that begins a line falls outside and is cut off. */
  .meta { color: var(--_dim); font-size: 13px; line-height: 24px; display: flex; flex-wrap: wrap; gap: 0 18px;
    overflow: hidden; margin: 0 -5px -4px; padding: 4px 5px; }
  .meta > span { position: relative; min-width: 0; }
  .meta > span::before { content: ""; position: absolute; left: -11px; top: 11px; width: 3px; height: 3px; border-radius: 50%; background: currentColor; }
  .open { white-space: nowrap; display: inline-block; min-width: 24px; line-height: 24px; }
  .notes { margin-top: 12px; font-size: 13px; line-height: 1.6; color: var(--_dim); display: grid; gap: 3px; }
  .notes div { display: flex; gap: 10px; }
  .notes dt { flex: none; min-width: 3.2em; }
  .notes dd span { display: inline-block; }
  .notes dd span:not(:last-child)::after { content: "；"; }
  summary { cursor: pointer; font-size: 13px; color: var(--_accent); min-height: 24px; margin-top: 10px; }
  .refusal { padding: 12px 14px; border: 1px solid var(--_line); border-radius: var(--_r); background: var(--_soft); }
  .related { margin-top: 14px; }
  .related .quotes { margin-top: 6px; }
  .label { font-size: 13px; font-weight: 600; color: var(--_dim); }
  .differs { font-size: 13px; color: var(--_dim); }
  .problem { padding: 10px 14px; border: 1px solid var(--_alarm); border-radius: var(--_r); }
  .problem .text { color: var(--_alarm); }
  .problem .detail { font-size: 13px; color: var(--_dim); }
  .action { display: inline-flex; align-items: center; gap: 6px; color: var(--_dim); font-size: 13px; padding: 2px 8px 2px 6px;
    margin: 10px 0 0 -6px; min-height: 28px; }
  .action:hover { background: var(--_soft); color: var(--_ink); }
  .action svg { width: 16px; height: 16px; }
  .wait { color: var(--_dim); display: flex; align-items: center; gap: 10px; }
  .wait::before { content: ""; width: 8px; height: 8px; border-radius: 50%; background: var(--_accent); animation: pulse 1.1s ease-in-out infinite alternate; }
  @keyframes pulse { from { opacity: .25; } }
  @media (prefers-reduced-motion: reduce) { .wait::before { animation: none; } }

  .pop { position: fixed; margin: 0; inset: auto; width: 340px; max-width: calc(100vw - 16px); max-height: min(360px, 70vh);
    overflow-y: auto; padding: 14px 16px 12px; border: 1px solid var(--_line); border-radius: var(--_r);
    background: var(--_bg); color: var(--_ink); box-shadow: 0 8px 30px var(--_shade); z-index: 2;
    font-size: 14px; line-height: 1.65; font-weight: 400; white-space: normal; text-align: start; }
  .pop .name { font-weight: 600; line-height: 1.5; }
  .pop blockquote { margin: 8px 0; padding-inline-start: 10px; border-inline-start: 3px solid var(--_line); }
  .pop .open { font-weight: 500; }

  form { padding: 10px 16px 12px; border-top: 1px solid var(--_line); background: var(--_bg); }
  .box { display: flex; align-items: flex-end; gap: 6px; border: 1px solid var(--_dim); border-radius: var(--_r); padding: 4px; }
  .box:focus-within { border-color: var(--_accent); box-shadow: 0 0 0 1px var(--_accent); }
  textarea { flex: 1; min-width: 0; resize: none; border: 0; outline: 0; background: none; padding: 6px 8px; line-height: 24px;
    height: 36px; max-height: 156px; display: block; overflow-wrap: anywhere; }
  textarea::placeholder { color: var(--_dim); opacity: 1; }
  .send { flex: none; display: grid; place-items: center; width: 36px; height: 36px; border-radius: 7px; background: var(--_accent); color: var(--_on-accent); }
  .send[aria-disabled="true"] { background: var(--_soft); color: var(--_dim); cursor: default; }
  .hint { font-size: 12px; color: var(--_dim); padding: 4px 4px 0; display: flex; justify-content: space-between; gap: 12px; }
  .hint .over { color: var(--_alarm); }
  @media (max-width: 480px) {
    .float { inset: 0; width: auto; height: auto; border: 0; border-radius: 0; }
    .launcher { right: 16px; bottom: 16px; }
    .log { padding: 16px 12px; }
    form { padding: 8px 12px 10px; }
    textarea { font-size: 16px; }
  }
  @media (forced-colors: active) { .seal, .send { border: 1px solid; } mark { outline: 1px solid; } }`;

  const ICONS = {
    send: ["M12 19V5", "M6 11l6-6 6 6"],
    stop: ["M7 7h10v10H7z"],
    close: ["M6 6l12 12", "M18 6L6 18"],
    fresh: ["M12 20H6a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h6", "M18 3v6", "M15 6h6", "M20 13v5a2 2 0 0 1-2 2h-6"],
    copy: ["M9 9h11v11H9z", "M15 9V4H4v11h5"],
    retry: ["M20 12a8 8 0 1 1-2.5-5.8", "M20 3v4.5h-4.5"],
    ask: ["M5 12h14", "M13 6l6 6-6 6"],
  };

  // ---- nodes -------------------------------------------------------------------------------------------------------

  /** Make an element: `on…` keys listen, others are attributes (null and false left out); children are nodes or text. */
  function h(tag, given, ...children) {
    const node = document.createElement(tag);
    for (const [key, value] of Object.entries(given || {})) {
      if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
      else if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value === true ? "" : value);
    }
    node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
    return node;
  }

  function icon(name) {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    for (const line of ICONS[name]) svg.appendChild(document.createElementNS(space, "path")).setAttribute("d", line);
    return svg;
  }

  const seal = () => h("span", { class: "seal", "aria-hidden": "true", lang: "zh-CN" }, "实");
  const languageOf = (text) => (/[\u3400-\u9fff]/.test(text) ? "zh-CN" : null);
  const length = (text) => [...text].length;

  // ---- what the service says, made sure of -------------------------------------------------------------------------

  const text = (value) => (typeof value === "string" || typeof value === "number" ? String(value) : "");
  const list = (value) => (Array.isArray(value) ? value : []);
  const objects = (value) => list(value).filter((each) => each && typeof each === "object");

  function citationOf(raw) {
    const keys = ["document", "title", "published", "source", "speaker", "page", "quote", "url"];
    return { ...Object.fromEntries(keys.map((key) => [key, text(raw[key])])), n: Number(raw.n), start: raw.start, end: raw.end };
  }

  function answerOf(raw) {
    const strings = (value) => list(value).map(text).filter(Boolean);
    return {
      ...raw,
      answer: text(raw.answer),
      refused: raw.refused === true,
      model: text(raw.model),
      citations: objects(raw.citations).map(citationOf),
      figures: objects(raw.figures).map((f) => ({
        ...f,
        text: text(f.text),
        indicator: text(f.indicator),
        measure: text(f.measure),
        period: f.period && typeof f.period === "object" ? f.period : null,
      })),
      assumed: strings(raw.assumed),
      others: strings(raw.others),
      related: objects(raw.related).map((r) => ({ ...citationOf(r), differs: text(r.differs) })),
    };
  }

  function problemOf(raw, status, after) {
    const given = raw && typeof raw === "object" ? raw : {};
    const error = given.error && typeof given.error === "object" ? given.error : {};
    return {
      status: Number(given.status) || status || 0,
      title: text(given.title),
      detail: text(given.detail) || text(error.message),
      code: text(error.code) || text(given.code),
      retryAfter: Number(after) > 0 ? Math.ceil(Number(after)) : 0,
    };
  }

  /** Read `event:`/`data:` blocks from a response as `[event, object]`; `alive` is called at each piece. */
  async function* eventsOf(response, alive) {
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    let rest = "";
    let event = "message";
    let data = [];
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      alive();
      const lines = (rest + decoder.decode(value, { stream: true })).split("\n");
      rest = lines.pop();
      for (const ended of lines) {
        const line = ended.replace(/\r$/, "");
        if (line.startsWith("event:")) event = line.slice(6).trim();
        else if (line.startsWith("data:")) data.push(line.slice(5).replace(/^ /, ""));
        else if (line === "") {
          if (data.length) yield [event, JSON.parse(data.join("\n"))];
          event = "message";
          data = [];
        }
      }
    }
  }

  // ---- words of an answer ------------------------------------------------------------------------------------------

  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const AS_OF = /截|到|至|底|末|as of|end of/i;
  const BY_MONTHS = /前.{1,2}个?月|\d\s*[-—–~～至到]\s*\d{1,2}\s*月/;

  /** Name a period from its days: 2026年一季度, 2026年1—5月, 截至2026年3月底; in English Q1 2026, Jan–May 2026. */
  function periodName(period, english) {
    const days = [period.start, period.end].map((day) => /^(\d{4})-(\d\d)-(\d\d)$/.exec(text(day)));
    if (!days[0] || !days[1]) return text(period.text);
    const [[y1, m1, d1], [y2, m2, d2]] = days.map((day) => day.slice(1).map(Number));
    const said = text(period.text);
    const monthEnds = d2 === new Date(Date.UTC(y2, m2, 0)).getUTCDate();
    if (period.start === period.end) {
      if (english) return `${AS_OF.test(said) ? "as of " : ""}${d2} ${MONTHS[m2 - 1]} ${y2}`;
      if (!AS_OF.test(said)) return `${y2}年${m2}月${d2}日`;
      return `截至${y2}年${monthEnds ? (m2 === 12 ? "底" : `${m2}月底`) : `${m2}月${d2}日`}`;
    }
    if (d1 !== 1 || !monthEnds) return `${period.start}—${period.end}`;
    if (y1 !== y2) {
      if (m1 === 1 && m2 === 12) return english ? `${y1}–${y2}` : `${y1}—${y2}年`;
      return english ? `${MONTHS[m1 - 1]} ${y1} – ${MONTHS[m2 - 1]} ${y2}` : `${y1}年${m1}月—${y2}年${m2}月`;
    }
    const months = m2 - m1 + 1;
    if (months === 12) return english ? `${y1}` : `${y1}年`;
    if (months === 1) return english ? `${MONTHS[m1 - 1]} ${y1}` : `${y1}年${m1}月`;
    const named = !BY_MONTHS.test(said);
    if (named && months === 3 && m1 % 3 === 1) {
      const quarter = (m1 + 2) / 3;
      return english ? `Q${quarter} ${y1}` : `${y1}年${"一二三四"[quarter - 1]}季度`;
    }
    if (named && months === 6 && m1 % 6 === 1) return english ? `H${m1 === 1 ? 1 : 2} ${y1}` : `${y1}年${m1 === 1 ? "上" : "下"}半年`;
    if (named && months === 9 && m1 === 1 && !english) return `${y1}年前三季度`;
    return english ? `${MONTHS[m1 - 1]}–${MONTHS[m2 - 1]} ${y1}` : `${y1}年${m1}—${m2}月`;
  }

  // What stands right before a figure and turns its meaning: 同比下降 | 超过. 3.2% alone would not say which way.
  const LEAD =
    /((?:同比|环比|比上年|比上月)?(?:(?:实际|名义|累计|平均|年均)?(?:增长|下降|提高|降低|上升|回落|减少|增加|上涨|下跌|下滑|提升|扩大|收窄|加快|放缓|增|降))?了?)((?:超过|约为|约|近|超|逾|突破|不足|不到|接近|不低于|不少于|至少|大约)?)$/;
  const MEASURES = { 同比: "year on year", 环比: "month on month", 占比: "share", 贡献率: "contribution", 变动: "change", 倍数: "multiple", 目标: "target" };

  /** A figure with its unit, which a table may name only in its head. */
  const withUnit = (figure) => (/^[-+−－▲△]?[\d.,，．]+$/.test(figure.text) ? figure.text + (figure.unit || "") : figure.text);

  /** Find where a figure stands in a text, never inside a longer number: 4.3% is not in 24.3%. */
  function whereIs(figure, said, from) {
    for (let at = said.indexOf(figure, from); figure && at >= 0; at = said.indexOf(figure, at + 1)) {
      const before = said.slice(Math.max(0, at - 2), at);
      if (!/\d$|\d[.,，．]$/.test(before) && !/^\d/.test(said.slice(at + figure.length))) return at;
    }
    return -1;
  }

  /** Split a text at the places of the figures: pieces of `[text, isFigure]`. */
  function withFigures(said, figures) {
    const places = [...new Set(figures)].map((f) => [whereIs(f, said, 0), f]).filter(([at]) => at >= 0);
    const pieces = [];
    let from = 0;
    for (const [at, f] of places.sort((a, b) => a[0] - b[0])) {
      if (at < from) continue;
      pieces.push([said.slice(from, at), false], [f, true]);
      from = at + f.length;
    }
    return [...pieces, [said.slice(from), false]].filter(([piece]) => piece);
  }

  /** Build the small part of Markdown that models write: paragraphs, lists, **strong**, `code`. Links stay text. */
  function marked(said, inline) {
    const blocks = [];
    for (const line of said.split("\n")) {
      const item = /^\s*(?:[-*•]|(\d{1,2})[.、)])\s+(.+)$/.exec(line);
      const last = blocks[blocks.length - 1];
      if (item) {
        const tag = item[1] ? "OL" : "UL";
        const into = last && last.tagName === tag ? last : blocks[blocks.push(h(tag.toLowerCase())) - 1];
        into.append(h("li", null, emphasised(item[2], inline)));
      } else if (line.trim()) {
        blocks.push(h("p", null, emphasised(line.replace(/^#{1,6}\s+(.*)$/, "**$1**"), inline)));
      }
    }
    return blocks;
  }

  function emphasised(line, inline) {
    return line.split(/(\*\*[^*]+\*\*|`[^`]+`)/).flatMap((piece) => {
      if (/^\*\*[^*]+\*\*$/.test(piece)) return [h("strong", null, inline(piece.slice(2, -2)))];
      if (/^`[^`]+`$/.test(piece)) return [h("code", null, piece.slice(1, -1))];
      return inline(piece);
    });
  }

  // ---- the element -------------------------------------------------------------------------------------------------

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);

  class JushiChat extends HTMLElement {
    static observedAttributes = ["api-base", "lang", "mode", "full", "heading", "placeholder", "suggestions", "open"];

    #root = this.attachShadow({ mode: "open" });
    #turns = [];
    #at = {}; // the nodes of the shell, by name
    #pop = null; // the open popover: {node, button, pinned}
    #leaving = 0;
    #before = null; // what had the focus when the panel opened
    #running = null; // {turn, control}
    #children = new MutationObserver(() => this.#drawWelcome());
    #place = () => this.#pop && this.#placePopover();
    #escape = (event) => {
      if (event.key === "Escape" && this.#pop && !event.isComposing) {
        event.stopPropagation();
        this.#closePopover(true);
      }
    };

    constructor() {
      super();
      this.#root.adoptedStyleSheets = [sheet];
      this.#root.addEventListener("keydown", (event) => this.#onKey(event));
    }

    connectedCallback() {
      this.#turns = this.#restored();
      this.#children.observe(this, { childList: true, characterData: true, subtree: true });
      window.addEventListener("resize", this.#place);
      document.addEventListener("keydown", this.#escape, true);
      this.#draw();
    }

    disconnectedCallback() {
      this.#stop();
      this.#children.disconnect();
      window.removeEventListener("resize", this.#place);
      document.removeEventListener("keydown", this.#escape, true);
    }

    attributeChangedCallback(name, before, now) {
      if (!this.isConnected || before === now || !this.#at.panel) return;
      if (name === "open") return this.#showOpen();
      if (name === "api-base") {
        this.#stop();
        this.#turns = this.#restored();
      }
      this.#draw();
    }

    // -- methods of the page

    open() {
      if (!this.#floats || this.hasAttribute("open")) return this.#at.input && this.#at.input.focus();
      this.#before = document.activeElement;
      this.setAttribute("open", "");
      this.#at.input.focus();
      this.#toEnd();
    }

    close() {
      if (!this.#floats) return;
      const before = this.#before;
      this.#before = null;
      this.removeAttribute("open");
      const back = before && before.isConnected && before !== document.body && before !== this ? before : this.#at.launcher;
      back.focus();
    }

    async ask(question) {
      const asked = text(question).trim();
      if (!asked || !this.isConnected) return null;
      if (length(asked) > LONGEST_QUESTION) {
        this.#say(this.#t.long(length(asked)));
        return null;
      }
      if (this.#floats && !this.hasAttribute("open")) this.open();
      const turn = { question: asked };
      this.#turns.push(turn);
      this.#drawWelcome();
      this.#at.log.append(this.#turnNode(turn));
      return this.#run(turn);
    }

    // -- settings

    get #t() {
      return TEXTS[this.#english ? "en" : "zh-CN"];
    }

    get #english() {
      return /^en/i.test(this.getAttribute("lang") || document.documentElement.lang || "zh-CN");
    }

    get #floats() {
      return this.getAttribute("mode") !== "inline";
    }

    /** The service's root as a URL that ends in a slash, or null. */
    get #base() {
      try {
        const given = this.getAttribute("api-base");
        const url = new URL(given || (SCRIPT ? new URL(".", SCRIPT).href : "/"), document.baseURI);
        if (!/^https?:$/.test(url.protocol)) return null;
        return new URL(url.origin + url.pathname.replace(/\/*$/, "/"));
      } catch {
        return null;
      }
    }

    /** A link to the service's own pages; null for anything that leads elsewhere. */
    #link(url) {
      const base = this.#base;
      if (!base || !url) return null;
      try {
        const to = new URL(url.startsWith("/") ? base.href + url.replace(/^\/+/, "") : url, base);
        return to.origin === base.origin && to.pathname.startsWith(base.pathname) ? to.href : null;
      } catch {
        return null;
      }
    }

    get #suggestions() {
      const given = (this.getAttribute("suggestions") || "").split("|");
      const children = [...this.querySelectorAll("jushi-suggestion")].map((child) => child.textContent);
      return [...given, ...children].map((each) => each.trim()).filter(Boolean);
    }

    // -- the conversation that survives a reload

    get #key() {
      return `jushi-chat:${this.#base ? this.#base.href : ""}`;
    }

    #restored() {
      try {
        return objects(JSON.parse(sessionStorage.getItem(this.#key)))
          .filter((turn) => turn.question && typeof turn.question === "string")
          .map(({ question, answer, problem }) => {
            if (answer && typeof answer === "object") return { question, answer: answerOf(answer) };
            return { question, problem: problem && typeof problem === "object" ? problem : { code: "broken" } };
          });
      } catch {
        return [];
      }
    }

    #save() {
      const kept = this.#turns.slice(-KEPT_TURNS).map(({ question, answer, problem }) => ({ question, answer, problem }));
      try {
        sessionStorage.setItem(this.#key, JSON.stringify(kept));
      } catch {
        // storage is full or forbidden: the conversation lives on in this page
      }
    }

    // -- asking

    async #run(turn) {
      this.#stop();
      const running = { turn, control: new AbortController() };
      this.#running = running;
      Object.assign(turn, { partial: "", answer: undefined, problem: undefined });
      this.#save();
      this.#showBusy();
      this.#drawTurn(turn);
      this.#toTurn(turn);
      this.#say(this.#t.searching);
      this.#tell("jushi-ask", { question: turn.question });
      try {
        turn.answer = answerOf(await this.#fetched(turn, running.control));
      } catch (failure) {
        turn.problem = this.#problem(failure, running.control.signal);
      }
      if (this.#running === running) this.#running = null;
      turn.partial = "";
      this.#save();
      this.#showBusy();
      this.#drawTurn(turn);
      this.#settled(turn);
      return turn.answer || null;
    }

    #settled(turn) {
      const { answer, problem, question } = turn;
      if (turn === this.#turns[this.#turns.length - 1]) this.#toTurn(turn);
      if (problem) {
        if (problem.code !== "stopped") this.#say(this.#t.failed + this.#problemText(problem));
        return this.#tell("jushi-error", { question, problem });
      }
      this.#say(answer.refused ? this.#t.refusedDone(answer.related.length) : this.#t.done(answer.citations.length));
      return this.#tell("jushi-answer", { question, answer });
    }

    /** Ask the service; returns the whole answer, and shows what has come meanwhile. Throws a problem. */
    async #fetched(turn, control) {
      const base = this.#base;
      if (!base) throw { code: "base" };
      const before = this.#turns.slice(0, this.#turns.indexOf(turn)).filter((each) => each.answer);
      const history = before.slice(-HISTORY).map((each) => each.question);
      let timer = 0;
      const alive = () => {
        clearTimeout(timer);
        timer = setTimeout(() => control.abort("timeout"), SILENCE_MS);
      };
      alive();
      try {
        const response = await fetch(new URL("api/v1/ask", base), {
          method: "POST",
          headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
          body: JSON.stringify({ question: turn.question, history }),
          signal: control.signal,
        });
        if (!response.ok) {
          const body = await response.json().catch(() => null);
          throw problemOf(body, response.status, response.headers.get("Retry-After"));
        }
        if (!/event-stream/.test(response.headers.get("Content-Type") || "")) return await response.json();
        for await (const [event, data] of eventsOf(response, alive)) {
          if (event === "done") return data;
          if (event === "error") throw problemOf(data, 500, 0);
          if (event === "delta") this.#grow(turn, text(data.text));
        }
        throw { code: "broken" };
      } finally {
        clearTimeout(timer);
      }
    }

    #problem(failure, signal) {
      if (signal.aborted) return { code: signal.reason === "timeout" ? "timeout" : "stopped" };
      if (failure instanceof TypeError) return { code: "network" };
      if (failure instanceof Error) return { code: "broken" };
      return failure;
    }

    #problemText({ code, status, detail, title, retryAfter }) {
      const t = this.#t;
      const ours = { network: t.network, timeout: t.timeout, broken: t.broken, stopped: t.stopped, base: t.base };
      if (Object.hasOwn(ours, code) && !status) return ours[code];
      if (status === 401 || status === 403) return t.denied;
      if (status === 429 || status === 503) return t.busy(retryAfter);
      if (status >= 500) return t.server;
      return detail || title || t.server;
    }

    #stop() {
      const running = this.#running;
      this.#running = null;
      if (running) running.control.abort("stopped");
    }

    #tell(name, detail) {
      this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
    }

    /** Say something once to a screen reader. */
    #say(line) {
      this.#at.status.textContent = line;
    }

    // -- the shell

    #draw() {
      this.#closePopover(false);
      const t = this.#t;
      const typed = this.#at.input ? this.#at.input.value : "";
      const at = (this.#at = {});
      const lang = this.#english ? "en" : "zh-CN";
      const heading = this.getAttribute("heading") || t.heading;
      const placeholder = this.getAttribute("placeholder") || t.placeholder;
      const floats = this.#floats;
      const title = this.#top ? "h1" : "h2";
      at.launcher = h(
        "button",
        { type: "button", class: "launcher", part: "launcher", lang, "aria-haspopup": "dialog", onclick: () => this.open() },
        seal(),
        t.launcher,
      );
      at.log = h("div", { class: "log", part: "log", role: "log", "aria-live": "off", "aria-label": t.log, tabindex: "0" });
      at.log.addEventListener("scroll", this.#place, { passive: true });
      at.status = h("div", { class: "unseen", role: "status" });
      at.panel = h(
        "section",
        { class: floats ? "panel float" : "panel", part: "panel", role: floats ? "dialog" : "region", "aria-label": heading, lang },
        h(
          "header",
          { part: "header" },
          seal(),
          h(title, { class: "title", part: "heading" }, heading),
          (at.fresh = this.#iconButton("fresh", t.fresh, () => this.#forget())),
          floats ? this.#iconButton("close", t.close, () => this.close()) : null,
        ),
        at.log,
        this.#form(placeholder),
        at.status,
      );
      this.#root.replaceChildren(...(floats ? [at.launcher, at.panel] : [at.panel]));
      at.input.value = typed;
      this.#drawWelcome();
      for (const turn of this.#turns) at.log.append(this.#turnNode(turn));
      this.#showOpen();
      this.#showBusy();
      this.#sizeInput();
      this.#toEnd();
    }

    /** Whether this is the page's main matter, and its heading the page's. */
    get #top() {
      return !this.#floats && this.hasAttribute("full");
    }

    #iconButton(name, label, onclick) {
      return h("button", { type: "button", class: "icon", "aria-label": label, title: label, onclick }, icon(name));
    }

    #form(placeholder) {
      const at = this.#at;
      const t = this.#t;
      at.input = h("textarea", {
        id: "question",
        part: "input",
        rows: "1",
        placeholder,
        "aria-label": placeholder,
        "aria-describedby": "hint",
        enterkeyhint: "send",
        autocomplete: "off",
        oninput: () => this.#sizeInput(),
        onkeydown: (event) => {
          // While an input method composes, Enter takes its suggestion; Safari tells only by the key code.
          if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
          event.preventDefault();
          this.#submit();
        },
      });
      at.send = h("button", { type: "submit", class: "send", part: "send" });
      at.count = h("span");
      return (at.form = h(
        "form",
        {
          part: "form",
          onsubmit: (event) => {
            event.preventDefault();
            if (this.#running) this.#stop();
            else this.#submit();
          },
        },
        h("div", { class: "box" }, at.input, at.send),
        h("div", { class: "hint" }, h("span", { id: "hint" }, t.hint), at.count),
      ));
    }

    #submit() {
      const { input } = this.#at;
      if (this.#running || !input.value.trim()) return;
      if (length(input.value.trim()) > LONGEST_QUESTION) return this.#say(this.#t.long(length(input.value.trim())));
      const question = input.value;
      input.value = "";
      this.#sizeInput();
      this.ask(question);
    }

    #sizeInput() {
      const { input, count } = this.#at;
      input.style.height = "36px";
      if (input.value) input.style.height = `${Math.min(input.scrollHeight, 156)}px`;
      const n = length(input.value.trim());
      count.textContent = n > LONGEST_QUESTION ? this.#t.long(n) : n > COUNT_FROM ? this.#t.count(n) : "";
      count.className = n > LONGEST_QUESTION ? "over" : "";
      this.#at.input.setAttribute("aria-invalid", String(n > LONGEST_QUESTION));
      this.#showBusy();
    }

    #showBusy() {
      const { send, input, fresh } = this.#at;
      if (!send) return;
      const busy = Boolean(this.#running);
      const ready = busy || (input.value.trim() && length(input.value.trim()) <= LONGEST_QUESTION);
      send.replaceChildren(icon(busy ? "stop" : "send"));
      send.setAttribute("aria-label", busy ? this.#t.stop : this.#t.send);
      send.setAttribute("aria-disabled", String(!ready));
      fresh.hidden = !this.#turns.length;
    }

    #showOpen() {
      const { launcher, panel } = this.#at;
      const open = !this.#floats || this.hasAttribute("open");
      if (!open) this.#closePopover(false);
      panel.hidden = !open;
      launcher.hidden = open;
    }

    #onKey(event) {
      if (event.key !== "Escape" || event.isComposing || !this.#floats || !this.hasAttribute("open")) return;
      event.stopPropagation();
      this.close();
    }

    #forget() {
      this.#stop();
      this.#closePopover(false);
      this.#turns = [];
      this.#save();
      this.#at.log.replaceChildren();
      this.#drawWelcome();
      this.#showBusy();
      this.#at.input.focus();
    }

    #drawWelcome() {
      const { log } = this.#at;
      if (!log) return;
      for (const old of log.querySelectorAll(".welcome")) old.remove();
      if (this.#turns.length) return;
      const t = this.#t;
      const suggestions = this.#suggestions.map((question) =>
        h(
          "li",
          null,
          h(
            "button",
            { type: "button", class: "suggestion", part: "suggestion", lang: languageOf(question), onclick: () => this.#suggested(question) },
            question,
            icon("ask"),
          ),
        ),
      );
      log.prepend(
        h(
          "div",
          { class: "welcome" },
          h("p", { class: "lead" }, t.welcome),
          h("p", { class: "tagline" }, t.tagline),
          suggestions.length ? h("ul", { "aria-label": t.suggestions }, suggestions) : null,
        ),
      );
    }

    #suggested(question) {
      this.#at.input.focus();
      this.ask(question);
    }

    #toEnd() {
      const { log } = this.#at;
      log.scrollTop = log.scrollHeight;
    }

    /** Bring a turn into view, its question at the top. */
    #toTurn(turn) {
      if (turn.node && turn.node.isConnected) this.#at.log.scrollTop = turn.node.offsetTop - 16;
    }

    // -- one question and its answer

    #turnNode(turn) {
      turn.body = h("div", { class: "answer", part: "answer" });
      turn.node = h(
        "article",
        { class: "turn", part: "turn" },
        h(
          this.#top ? "h2" : "h3",
          { class: "question", part: "question", lang: languageOf(turn.question) },
          h("span", { class: "unseen" }, this.#t.asked),
          turn.question,
        ),
        turn.body,
      );
      this.#drawTurn(turn);
      return turn.node;
    }

    #drawTurn(turn) {
      if (!turn.body) return;
      turn.streamed = null;
      if (this.#pop && turn.body.contains(this.#pop.button)) this.#closePopover(false);
      turn.body.replaceChildren(
        ...(turn.answer
          ? turn.answer.refused
            ? this.#refusal(turn.answer)
            : this.#answer(turn.answer)
          : turn.problem
            ? [this.#failure(turn)]
            : [h("p", { class: "wait" }, this.#t.searching)]),
      );
    }

    /** Show a piece of an answer that is still coming: text only; its marks become buttons when it is whole. */
    #grow(turn, piece) {
      turn.partial += piece;
      if (!turn.body || !piece) return;
      if (!turn.streamed) turn.body.replaceChildren((turn.streamed = h("p", { class: "plain", "aria-busy": "true" })));
      turn.streamed.textContent = turn.partial;
      this.#toEnd();
    }

    #answer(answer) {
      const t = this.#t;
      const extractive = answer.model === "extractive";
      const inline = (said) => this.#withMarks(said, answer);
      const lang = languageOf(answer.answer);
      return [
        h("span", { class: "badge" }, extractive ? t.verbatim : t.generated),
        this.#figures(answer),
        extractive
          ? h("div", { class: "said plain", lang }, inline(answer.answer))
          : h("div", { class: "said", lang }, marked(answer.answer, inline)),
        this.#quotes(answer),
        this.#notes(answer),
        this.#copyButton(answer),
      ].filter(Boolean);
    }

    #figures(answer) {
      if (!answer.figures.length) return null;
      let from = 0;
      const shown = answer.figures.map((figure) => {
        const at = whereIs(figure.text, answer.answer, from);
        const lead = LEAD.exec(at < 0 ? "" : answer.answer.slice(0, at)) || ["", "", ""];
        if (at >= 0) from = at + figure.text.length;
        const measure = figure.measure === "值" ? "" : figure.measure;
        const way = lead[1] || measure;
        const said = this.#english && !lead[1] ? MEASURES[measure] || measure : way;
        return h(
          "div",
          { class: "figure", part: "figure" },
          h("p", { class: "number", lang: "zh-CN" }, lead[2] ? h("small", null, lead[2]) : null, withUnit(figure)),
          h("p", { class: "what", lang: languageOf(figure.indicator) }, [figure.indicator, said].filter(Boolean).join(" ")),
          figure.period ? h("p", { class: "when" }, periodName(figure.period, this.#english)) : null,
        );
      });
      return h("div", { class: "figures", role: "group", "aria-label": this.#t.figures }, shown);
    }

    /** Text with a button for each [n] that is a citation of the answer; any other [n] is only text. */
    #withMarks(said, answer) {
      return said.split(/(\[\d{1,3}\])/).map((piece) => {
        const n = /^\[(\d{1,3})\]$/.exec(piece);
        const citation = n && answer.citations.find((each) => each.n === Number(n[1]));
        return citation ? this.#citeButton(citation, answer) : piece;
      });
    }

    #quotes(answer) {
      if (!answer.citations.length) return null;
      const items = answer.citations.map((citation) => this.#quoteItem(citation, this.#figuresOf(answer, citation)));
      const rest = items.slice(SHOWN_QUOTES);
      return h(
        "div",
        { class: "cited" },
        h("ul", { class: "quotes", "aria-label": this.#t.quotes }, items.slice(0, SHOWN_QUOTES)),
        rest.length
          ? h("details", null, h("summary", null, this.#t.more(rest.length)), h("ul", { class: "quotes" }, rest))
          : null,
      );
    }

    #figuresOf(answer, citation) {
      return answer.figures.filter((figure) => figure.citation === citation.n).map((figure) => figure.text);
    }

    #quote(citation, figures) {
      const pieces = withFigures(citation.quote, figures).map(([piece, isFigure]) => (isFigure ? h("mark", null, piece) : piece));
      return h("blockquote", { part: "quote", lang: languageOf(citation.quote) }, pieces);
    }

    #quoteItem(citation, figures, ...more) {
      const quote = this.#quote(citation, figures);
      const facts = [citation.title || this.#t.untitled, citation.published, citation.speaker];
      const meta = facts.filter(Boolean).map((fact) => h("span", { lang: languageOf(fact) }, fact));
      const link = this.#sourceLink(citation);
      if (link) meta.push(h("span", null, link));
      return h("li", null, quote, this.#fold(quote, citation.quote), ...more, h("p", { class: "meta" }, meta));
    }

    #fold(quote, said) {
      if (length(said) <= LONG_QUOTE) return null;
      quote.classList.add("folded");
      const button = h("button", { type: "button", class: "link", "aria-expanded": "false" }, this.#t.unfold);
      button.addEventListener("click", () => {
        const folded = quote.classList.toggle("folded");
        button.setAttribute("aria-expanded", String(!folded));
        button.textContent = folded ? this.#t.unfold : this.#t.fold;
      });
      return button;
    }

    #sourceLink(citation) {
      const href = this.#link(citation.url);
      if (!href) return null;
      return h(
        "a",
        { class: "open", href, target: "_blank", rel: "noopener", onclick: () => this.#tell("jushi-citation", { citation }) },
        this.#t.source,
        h("span", { class: "unseen" }, this.#t.newTab),
      );
    }

    #notes(answer) {
      const row = (label, lines) =>
        lines.length
          ? h("div", null, h("dt", null, label), h("dd", { lang: languageOf(lines[0]) }, lines.map((line) => h("span", null, line))))
          : null;
      const rows = [row(this.#t.assumed, answer.assumed), row(this.#t.others, answer.others)].filter(Boolean);
      return rows.length ? h("dl", { class: "notes" }, rows) : null;
    }

    #refusal(answer) {
      const near = answer.related.map((related) =>
        this.#quoteItem(related, [], related.differs ? h("p", { class: "differs", lang: languageOf(related.differs) }, related.differs) : null),
      );
      return [
        h("span", { class: "badge" }, this.#t.refused),
        h("div", { class: "refusal plain", lang: languageOf(answer.answer) }, answer.answer),
        near.length ? h("div", { class: "related" }, h("p", { class: "label" }, this.#t.related), h("ul", { class: "quotes" }, near)) : null,
        this.#notes(answer),
      ].filter(Boolean);
    }

    #failure(turn) {
      const { problem } = turn;
      const said = this.#problemText(problem);
      const detail = problem.detail && problem.detail !== said ? h("p", { class: "detail" }, problem.detail) : null;
      const retry = h("button", { type: "button", class: "action retry", onclick: () => this.#retry(turn) }, icon("retry"), this.#t.retry);
      return h("div", { class: problem.code === "stopped" ? "stopped" : "problem" }, h("p", { class: "text" }, said), detail, retry);
    }

    #retry(turn) {
      this.#at.input.focus();
      this.#run(turn);
    }

    #copyButton(answer) {
      const label = h("span", null, this.#t.copy);
      return h(
        "button",
        {
          type: "button",
          class: "action copy",
          onclick: async () => {
            label.textContent = (await this.#copied(this.#asText(answer))) ? this.#t.copied : this.#t.notCopied;
            this.#say(label.textContent);
            setTimeout(() => (label.textContent = this.#t.copy), 2000);
          },
        },
        icon("copy"),
        label,
      );
    }

    #asText(answer) {
      const sources = answer.citations.map((citation) => {
        const facts = [citation.title || this.#t.untitled, citation.published, citation.speaker].filter(Boolean);
        const link = this.#link(citation.url);
        return `[${citation.n}] ${facts.join(" · ")}\n    ${citation.quote.replace(/\n/g, "\n    ")}${link ? `\n    ${link}` : ""}`;
      });
      return [answer.answer, ...(sources.length ? ["", `${this.#t.from}:`, ...sources] : [])].join("\n");
    }

    /** Put a text on the clipboard; pages that are not on https have only the old command for it. */
    async #copied(said) {
      try {
        await navigator.clipboard.writeText(said);
        return true;
      } catch {
        const field = h("textarea", { class: "unseen", "aria-hidden": "true", tabindex: "-1" });
        const focused = this.#root.activeElement;
        field.value = said;
        this.#at.panel.append(field);
        field.select();
        const done = document.execCommand("copy");
        field.remove();
        if (focused) focused.focus();
        return done;
      }
    }

    // -- the popover of a citation

    #citeButton(citation, answer) {
      const button = h(
        "button",
        {
          type: "button",
          class: "cite",
          part: "citation",
          "aria-haspopup": "dialog",
          "aria-expanded": "false",
          "aria-label": this.#t.cite(citation.n, citation.title || this.#t.untitled),
        },
        `[${citation.n}]`,
      );
      const show = () => this.#openPopover(button, citation, answer);
      button.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && show());
      button.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && this.#leave());
      button.addEventListener("focus", () => button.dataset.quiet === undefined && show());
      button.addEventListener("click", () => {
        if (this.#pop && this.#pop.button === button && this.#pop.pinned) return this.#closePopover(false);
        show();
        this.#pop.pinned = true;
        return this.#tell("jushi-citation", { citation });
      });
      return button;
    }

    #openPopover(button, citation, answer) {
      clearTimeout(this.#leaving);
      if (this.#pop && this.#pop.button === button) return;
      this.#closePopover(false);
      const page = citation.page > 1 ? this.#t.page(citation.page) : ""; // most files have no pages
      const facts = [citation.published, citation.speaker, page].filter(Boolean);
      const node = h(
        "div",
        { class: "pop", part: "popover", role: "dialog", "aria-label": this.#t.cite(citation.n, citation.title || this.#t.untitled) },
        h("p", { class: "name", lang: languageOf(citation.title) }, citation.title || this.#t.untitled),
        facts.length ? h("p", { class: "meta" }, facts.map((fact) => h("span", null, fact))) : null,
        this.#quote(citation, this.#figuresOf(answer, citation)),
        this.#sourceLink(citation),
      );
      node.addEventListener("pointerenter", () => clearTimeout(this.#leaving));
      node.addEventListener("pointerleave", () => this.#leave());
      const left = (event) => {
        if (event.relatedTarget !== button && !node.contains(event.relatedTarget)) this.#closePopover(false);
      };
      node.addEventListener("focusout", left);
      button.addEventListener("focusout", left);
      button.after(node); // right after its button, so that Tab leads into it
      button.setAttribute("aria-expanded", "true");
      this.#pop = { node, button, left, pinned: false };
      if (node.showPopover) {
        node.popover = "manual"; // the top layer: no ancestor can clip it
        node.showPopover();
      }
      this.#placePopover();
    }

    #placePopover() {
      const { node, button } = this.#pop;
      const at = button.getBoundingClientRect();
      const [width, height] = [node.offsetWidth, node.offsetHeight];
      const left = Math.max(8, Math.min(at.left - 16, document.documentElement.clientWidth - width - 8));
      const below = at.bottom + 4;
      const top = below + height <= window.innerHeight - 8 ? below : Math.max(8, at.top - height - 4);
      node.style.left = `${left}px`;
      node.style.top = `${top}px`;
    }

    #leave() {
      clearTimeout(this.#leaving);
      this.#leaving = setTimeout(() => {
        const pop = this.#pop;
        const held = pop && (pop.pinned || pop.node.contains(this.#root.activeElement) || this.#root.activeElement === pop.button);
        if (!held) this.#closePopover(false);
      }, LEAVE_MS);
    }

    #closePopover(refocus) {
      clearTimeout(this.#leaving);
      const pop = this.#pop;
      if (!pop) return;
      this.#pop = null;
      const inside = pop.node.contains(this.#root.activeElement);
      pop.button.removeEventListener("focusout", pop.left);
      pop.button.setAttribute("aria-expanded", "false");
      if (refocus && inside) {
        pop.button.dataset.quiet = "";
        pop.button.focus();
        delete pop.button.dataset.quiet;
      }
      pop.node.remove();
    }
  }

  if (!customElements.get("jushi-chat")) customElements.define("jushi-chat", JushiChat);
})();
