//! English words that tell a definition from what only looks like one.

/// Headings of sections that hold terms.
pub(super) const TERM_SECTIONS: &[&str] = &[
    "glossary", "terms", "terminology", "definitions", "vocabulary", "concepts", "acronyms", "abbreviations", "glossar",
    "begriffe", "definitionen", "glossaire", "glosario", "jargon",
];

/// The same in scripts whose words are not cut at spaces, or that inflect.
pub(super) const TERM_PARTS: &[&str] = &["术语", "定义", "概念", "терминолог", "определени", "глоссари"];

/// Headings of sections that praise, list or instruct: nothing in them is a definition.
pub(super) const CLAIM_SECTIONS: &[&str] = &[
    "advantages", "advantage", "arguments", "args", "authors", "benefits", "bugs", "changelog", "changes", "checklist",
    "commands", "comparison", "configuration", "config", "cons", "contributing", "contributors", "credits",
    "disadvantages", "faq", "features", "fields", "flags", "goals", "highlights", "install", "installation", "issues",
    "license", "limitations", "links", "menu", "methods", "motivation", "options", "overview", "parameters", "params", "pitfalls",
    "platforms", "plan", "pros", "reasons", "references", "requirements", "resources", "results", "roadmap", "settings",
    "shortcuts", "status", "steps", "support", "tips", "todo", "troubleshooting", "usage", "variables", "why", "releases",
];

/// Words that end in a dot without ending a sentence.
pub(super) const DOTTED: &[&str] = &[
    "e.g", "i.e", "eg", "ie", "etc", "vs", "cf", "approx", "resp", "no", "fig", "sec", "dr", "mr", "mrs", "ca", "a.k.a",
];

/// First words of sentences that go on about something else.
pub(super) const LEADS_ON: &[&str] = &[
    "above", "after", "another", "below", "eg", "e.g.", "example", "examples", "for", "from", "further", "here", "however", "in", "more",
    "note", "nb", "see", "source", "to", "todo", "we", "you", "use",
];

/// Words that no term begins with or holds: with them a clause begins, or something is pointed at.
pub(super) const NO_TERM: &[&str] = &[
    "about", "above", "after", "again", "all", "also", "although", "always", "another", "any", "anything", "are", "as", "at", "be", "because",
    "been", "before", "being", "below", "best", "both", "but", "by", "can", "cannot", "could", "did", "do", "does", "doing", "don't",
    "each", "either", "else", "even", "ever", "every", "everyone", "everything", "few", "following", "from", "had", "has", "have", "he", "her",
    "here", "his", "how", "however", "i", "if", "into", "is", "isn't", "it", "it's", "its", "just", "least", "let", "let's",
    "like", "many", "may", "maybe", "me", "might", "mine", "more", "most", "much", "must", "my", "neither", "never", "no", "nobody",
    "none", "nothing", "now", "one's", "only", "or", "other", "others", "our", "ours", "perhaps", "please", "says", "several",
    "she", "should", "since", "so", "some", "someone", "something", "such", "than", "that", "their", "them", "then", "there", "these",
    "they", "included", "shown", "given", "listed", "likely", "basically", "suppose", "usually", "currently", "finally", "additionally", "otherwise", "this", "those", "though", "thus", "until", "unless", "using", "was", "we", "were", "what", "when", "where", "whether", "which",
];

/// More of them.
pub(super) const NO_TERM_EITHER: &[&str] = &[
    "while", "who", "whose", "why", "will", "with", "within", "without", "would", "yet", "you", "your", "yours", "to", "not", "same",
    "previous", "current", "whole", "entire", "above", "next", "first", "second", "third", "last", "latter", "former",
];

/// Labels and words too general to be a term, alone or at the end of "the …".
pub(super) const GENERAL: &[&str] = &[
    "action", "advantage", "advice", "aim", "alternative", "answer", "approach", "argument", "aside", "aspect", "assumption", "author",
    "background", "benefit", "bonus", "bottom line", "bug", "case", "cause", "caution", "caveat", "challenge", "change", "choice", "code", "command",
    "comment", "con", "conclusion", "consequence", "contrast", "crate", "credit", "danger", "data", "date", "default", "definition", "description", "detail",
    "difference", "disclaimer", "docs", "documentation", "downside", "drawback", "edit", "effect", "email", "error", "exactly", "example", "exception", "exercise",
    "explanation", "fact", "feature", "file", "fix", "flag", "focus", "format", "function", "goal", "help", "hint", "hypothesis", "idea", "implementation",
    "important", "info", "information", "input", "installation", "intuition", "issue", "item", "key", "kind", "language", "lesson", "level", "library", "license", "limitation", "line", "link",
    "list", "main", "meaning", "message", "method", "mistake", "module", "moral", "motivation", "name", "nb", "note", "notice", "number", "object", "objective", "observation",
    "option", "order", "output", "overview", "package", "page", "parameter", "part", "pattern", "people", "plan", "point", "possibility", "pro", "problem", "process",
    "program", "project", "proof", "purpose", "q", "question", "reason", "recommendation", "reference", "remark", "repo", "repository", "requirement", "response", "result", "return", "returns",
    "rule", "section", "server", "setup", "side note", "solution", "source", "statement", "status", "step", "suggestion", "summary", "syntax", "takeaway",
    "target", "task", "test", "theorem", "thing", "tip", "title", "tl;dr", "tldr", "todo", "tool", "topic", "type",
];

/// More of them.
pub(super) const GENERAL_EITHER: &[&str] = &[
    "update", "usage", "use", "value", "variable", "version", "warning", "way", "workaround", "yes", "no", "however", "maintainer", "contact",
    "homepage", "website", "prerequisite", "user", "reader", "time", "size", "text", "word", "words", "world", "year", "day", "body", "good", "bad", "a", "b", "c", "class", "interface", "configuration", "config",
    "true", "false", "null", "none", "rest", "remainder", "basic", "idea behind", "trick", "catch", "table", "figure", "block", "above", "below", "end", "start", "group by",
    "art", "minimum", "maximum", "first", "second", "api",
];

/// What things are praised for: no terms.
pub(super) const PRAISE: &[&str] = &[
    "accessible", "accurate", "battle-tested", "clean", "compact", "compatible", "comprehensive", "configurable", "consistent", "convenient", "correct",
    "cross-platform", "customizable", "documented", "easy", "easy to use", "efficient", "elegant", "ergonomic", "expressive", "extensible", "familiar",
    "fast", "flexible", "free", "friendly", "generic", "intuitive", "lightweight", "maintainable", "minimal", "modern", "modular", "open source",
    "pluggable", "portable", "powerful", "predictable", "pure", "quick", "reliable", "robust", "safe", "scalable", "secure", "simple", "small", "stable",
    "tested", "well-tested", "versatile", "zero-cost",
];

/// What follows "is a" or "is the" when something is judged and not defined.
pub(super) const JUDGED: &[&str] = &[
    "bad", "better", "best", "big", "bit", "breaking", "bug", "case", "clear", "common", "completely", "constant", "cool", "couple", "crucial", "different", "difficult", "duplicate",
    "easy", "error", "false", "fast", "faster", "feature", "few", "first", "fork", "fundamental", "good", "great", "hard", "huge", "key", "known", "large", "last", "little", "lot", "main", "major", "member", "mistake", "must",
    "necessity", "nice", "no-op", "only", "pain", "part", "perfect", "popular", "problem", "really", "reasonable", "requirement", "result", "same", "second", "severe", "significant", "similar",
    "string", "sub-set", "useful", "valid", "very", "viable", "work", "worst", "hot", "priority",
];

/// Verbs in the third person that tell what something is or is for.
pub(super) const TELLS: &[&str] = &[
    "allows", "allow", "connects", "connect", "consists", "consist", "contains", "contain", "controls", "denotes", "denote", "describes", "describe", "enables", "enable",
    "encapsulates", "holds", "introduces", "lets", "let", "maps", "means", "provides", "provide", "refers", "refer", "represents", "represent", "runs",
    "simplifies", "specifies", "specify", "stores", "uses", "acts", "behaves",
];

/// Adverbs that stand between a subject, its verb and what it is.
pub(super) const ADVERBS: &[&str] = &[
    "also", "actually", "always", "basically", "commonly", "effectively", "essentially", "generally", "here", "just", "often", "normally", "primarily", "mainly",
    "really", "simply", "sometimes", "thus", "typically", "usually", "therefore", "then",
];

/// Nouns that say of what kind a name is: "the `difflib` module" is `difflib`.
pub(in crate::glossary) const KINDS: &[&str] = &[
    "object", "class", "function", "method", "module", "type", "operation", "decorator", "library", "package", "crate", "command",
    "keyword", "instance", "trait", "algorithm",
];

/// Small words that stand in definitions, and hardly ever in values.
pub(super) const SMALL: &[&str] = &[
    "a", "an", "and", "as", "at", "between", "by", "can", "each", "for", "from", "has", "in", "into", "is", "it", "its", "not", "of", "on", "or", "over", "per", "so",
    "that", "the", "to", "under", "via", "when", "where", "which", "with", "whose",
];

/// Returns whether one of the words is this one, without regard to case.
pub(super) fn has(list: &[&str], word: &str) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// Returns whether a word can be no part of a term.
pub(super) fn is_no_term(word: &str) -> bool {
    has(NO_TERM, word) || has(NO_TERM_EITHER, word)
}

/// Returns whether a name is too general to be a term.
pub(super) fn is_general(name: &str) -> bool {
    has(GENERAL, name) || has(GENERAL_EITHER, name)
}

/// Labels that are written in capitals.
const LABELS: &[&str] = &["tldr", "todo", "tl;dr", "nb", "fixme", "eta", "ps", "q", "faq", "note", "warning"];

/// Returns whether a text in capitals is a label rather than an abbreviation.
pub(super) fn is_label(written: &str) -> bool {
    has(LABELS, written)
}

/// Verbs that make a clause of what stood before them.
pub(super) const FINITE: &[&str] = &[
    "is", "are", "was", "were", "can", "could", "will", "would", "should", "must", "may", "might", "has", "have", "had", "do", "does",
    "did", "cannot", "makes", "make", "gets", "get", "takes", "take", "needs", "need",
];

/// Verbs with which instructions begin.
pub(super) const IMPERATIVE: &[&str] = &[
    "add", "avoid", "build", "call", "change", "check", "choose", "click", "copy", "create", "define", "delete", "do", "enable", "ensure", "find", "fix",
    "get", "give", "go", "import", "install", "keep", "make", "move", "open", "pass", "press", "print", "put", "read", "remove", "return", "returns",
    "run", "select", "set", "show", "start", "stop", "take", "try", "type", "use", "write",
];

/// Labels of other languages.
pub(super) const LABELS_ELSEWHERE: &[&str] = &[
    "hinweis", "beispiel", "achtung", "anmerkung", "wichtig", "tipp", "quelle", "пример", "примечание", "важно", "внимание", "замечание", "источник",
    "注意", "示例", "例如", "例子", "提示", "说明", "备注", "重要", "exemple", "remarque", "attention", "astuce", "ejemplo", "nota", "importante", "fuente",
    "esempio", "注", "例", "重要",
];

/// Words in -s with which sentences begin and that are no verbs.
pub(super) const NOUNS_IN_S: &[&str] = &[
    "always", "besides", "classes", "examples", "files", "functions", "methods", "notes", "objects", "perhaps", "sometimes", "things", "types", "unless",
    "users", "values", "versions", "various", "thanks", "steps", "tests", "lists", "links", "options", "strings", "numbers", "arguments",
];

/// Nouns that only point at something: no term ends with one.
pub(super) const ABSTRACT: &[&str] = &[
    "advantage", "alternative", "answer", "approach", "benefit", "caveat", "choice", "difference", "disadvantage", "documentation", "downside",
    "drawback", "example", "goal", "idea", "issue", "motivation", "option", "page", "part", "point", "problem", "purpose", "question", "reason", "result",
    "section", "solution", "step", "thing", "tool", "trick", "tutorial", "version", "way",
];
