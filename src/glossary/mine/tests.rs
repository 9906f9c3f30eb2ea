use super::mine;
use crate::glossary::merge::merge;
use crate::glossary::{Entry, THRESHOLD, Wishes, names};
use crate::parse::{Dialect, parse_with_prose};
use crate::prose::Reading;
use crate::text::SourceId;

/// Returns what a note defines, as `term | form | text` lines, by place.
fn found(text: &str) -> Vec<String> {
    let (note, prose) = parse_with_prose(text, SourceId(0), Dialect::default());
    let reading = Reading { text, source: SourceId(0), path: "note.md", note: &note, prose: &prose };
    let published = mine(&[reading]).into_iter().filter(|candidate| candidate.definition.score >= THRESHOLD);
    published
        .map(|candidate| {
            let mut term = candidate.term;
            if !candidate.abbreviations.is_empty() {
                term = format!("{term} ({})", candidate.abbreviations.join(", "));
            }
            format!("{term} | {} | {}", candidate.definition.form.name(), candidate.definition.text)
        })
        .collect()
}

#[track_caller]
fn check(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(found(text), *expected, "in {text:?}");
    }
}

#[test]
fn names_of_concepts_need_less_beside_them() {
    check(&[
        ("Some notes.\n\n- mutex: lets one at a time through\n", &["mutex | colon | lets one at a time through"]),
        ("Some notes.\n\n- bucket: lets one at a time through\n", &[]),
        // A value, an example, advice.
        ("Some notes.\n\n- mutex: 4 of them\n", &[]),
        ("Some notes.\n\n- mutex: `Lock()` will do\n", &[]),
        ("Some notes.\n\n- mutex: use it for writing\n", &[]),
        (
            "Here it is measured. Coverage = the share of lines that ran.\n",
            &["coverage | equals | the share of lines that ran."],
        ),
        ("An f-string is the way to go: short and plain.\n", &[]),
    ]);
}

#[test]
fn what_points_elsewhere_explains_nothing() {
    check(&[
        // The same forms with something to say.
        (
            "- **ripening**: the time in which a cheese gets its taste.\n",
            &["ripening | colon | the time in which a cheese gets its taste."],
        ),
        ("- **ripening**: these two stages.\n", &[]),
        ("- **ripening**: a longer time by @ann in #12\n", &[]),
        ("Guests look for three things: a bed, a meal and a word of welcome.\n", &[]),
        ("- **internal**: code that other packages may not call.\n", &[]),
    ]);
}

#[test]
fn a_term_is_a_thing() {
    check(&[
        ("A kettle is a vessel in which water is boiled.", &["kettle | is-a | a vessel in which water is boiled."]),
        (
            "In cookery, an emulsion is a mixture of two liquids that do not mix.",
            &["emulsion | is-a | a mixture of two liquids that do not mix."],
        ),
        (
            "A mutex is a lock with one owner, while a semaphore is a counter of free places.",
            &["mutex | is-a | a lock with one owner", "semaphore | is-a | a counter of free places."],
        ),
        (
            "A queue is for waiting in line; a stack is for undoing steps.",
            &["queue | subject | for waiting in line", "stack | subject | for undoing steps."],
        ),
        ("Frames are records which hold one call each.", &["frame | is-a | records which hold one call each."]),
        ("`teapot` is a library for serving tea.", &["teapot | is-a | a library for serving tea."]),
        (
            "# Sieves\n\nA sieve is a tool that lets small grains through. It has a mesh.",
            &["sieve | is-a | a tool that lets small grains through. It has a mesh."],
        ),
        ("Sifting is when flour is let through a sieve.", &["sifting | is-a | when flour is let through a sieve."]),
        (
            "Priority inversion occurs when a task of high rank waits.",
            &["priority inversion | subject | occurs when a task of high rank waits."],
        ),
        (
            "A function that calls itself is called a recursive function.",
            &["recursive function | known-as | a function that calls itself"],
        ),
        ("In a hash_table, each key has a slot.", &["hash_table | subject | each key has a slot."]),
    ]);
}

#[test]
fn terms_explained_in_passing() {
    check(&[
        (
            "A steep log (a list of all brews, with times) is kept by the door.",
            &["steep log | known-as | a list of all brews, with times"],
        ),
        (
            "Infusers (baskets that hold leaves back) come in steel.",
            &["infuser | known-as | baskets that hold leaves back"],
        ),
        (
            "It comes with a tea egg, which is a small ball with holes in it.",
            &["tea egg | is-a | a small ball with holes in it."],
        ),
        (
            "First send a *scout leaf*, a leaf which tells how hot the water is.",
            &["scout leaf | is-a | a leaf which tells how hot the water is."],
        ),
        (
            "Slow brewing, where what counts is patience and not heat, is old.",
            &["slow brewing | subject | where what counts is patience and not heat"],
        ),
        (
            "A loose pot, i.e. one whose lid is not tied on, is a nuisance.",
            &["loose pot | known-as | one whose lid is not tied on"],
        ),
        (
            "The term *stewing* is used when tea stands for too long.",
            &["stewing | subject | used when tea stands for too long."],
        ),
        ("We define strength as the weight of leaves per cup.", &["strength | is-a | the weight of leaves per cup."]),
        ("The *grade* of a tea is what its leaves look like.", &["grade | is-a | what its leaves look like."]),
        ("Blending decides which leaves go together.", &["blending | subject | decides which leaves go together."]),
        ("Decanting is pouring tea off its leaves.", &["decanting | is-a | pouring tea off its leaves."]),
        ("A whisk, or chasen, beats powder into water.", &["whisk | subject | beats powder into water."]),
        ("TBF stands for tea before food.", &["tea before food (TBF) | expansion | tea before food"]),
        ("What's a cosy? It's a cap that keeps a pot warm.", &["cosy | question | a cap that keeps a pot warm."]),
        ("Warming -> hot water goes in first, and out again", &[""; 0]),
        ("Cupping => a way of tasting many teas at once", &["cupping | dash | a way of tasting many teas at once"]),
        (
            "**Fannings.** A grade of leaves that are broken small.",
            &["fannings | colon | a grade of leaves that are broken small."],
        ),
        (
            "Tea bowl: a bowl with a lid for one. Gongfu: a way to brew tea in many short turns.",
            &[
                "tea bowl | colon | a bowl with a lid for one.",
                "gongfu | colon | a way to brew tea in many short turns.",
            ],
        ),
    ]);
}

#[test]
fn terms_at_the_end_of_what_they_name() {
    check(&[
        ("The point at which milk turns is called curdling.", &["curdling | known-as | the point at which milk turns"]),
        ("The place is called curdling.", &[]),
        (
            "When two kettles share a hob, that's called a double boil.",
            &["double boil | known-as | When two kettles share a hob"],
        ),
        (
            "The man who pours is the *pourer*; the one to whom he pours is the *sipper*.",
            &["pourer | known-as | the man who pours", "sipper | known-as | the one to whom he pours"],
        ),
        ("The best of them is the *pourer*.", &[]),
        (
            "A kettle is *furred* if lime covers its inside.",
            &["furred | known-as | a kettle is furred if lime covers its inside."],
        ),
        (
            "The leaves left over by pickers are fallen leaves.",
            &["fallen leaf | known-as | the leaves left over by pickers"],
        ),
        (
            "# Brews\n\nLeaving the lid off for an hour makes it a \"cold\" brew.",
            &["cold brew | known-as | Leaving the lid off for an hour"],
        ),
        ("Leaving the lid off for an hour makes it a problem.", &[]),
        (
            "To taste and not swallow (ie do a dry tasting) takes practice.",
            &["dry tasting | known-as | To taste and not swallow"],
        ),
    ]);
}

#[test]
fn verbs_words_and_lines_of_their_own() {
    check(&[
        (
            "To *scald* a pot means to rinse it with boiling water.",
            &["scald | subject | to rinse it with boiling water."],
        ),
        (
            "By briskness we mean a lively taste on the tongue.",
            &["briskness | subject | a lively taste on the tongue."],
        ),
        ("Hard water. A water that holds much lime.", &["hard water | lead-in | a water that holds much lime."]),
        ("Hard water. A man brought it.", &[]),
        (
            "**Hard water**\nThe water that holds much lime: a bad one.",
            &["hard water | colon | the water that holds much lime: a bad one."],
        ),
        (
            "# Tannin\n\nA substance that dries the mouth, even where it was washed out.",
            &["tannin | lead-in | a substance that dries the mouth, even where it was washed out."],
        ),
        ("# Tannin\n\nA cup holds a gram of it.", &[]),
        (
            "# Matcha\n\nLeaves ground slowly and kept in a tin.",
            &["matcha | lead-in | Leaves ground slowly and kept in a tin."],
        ),
        (
            "a caddy is a box for tea\na cosy is a cap for pots\n",
            &["caddy | is-a | a box for tea", "cosy | is-a | a cap for pots"],
        ),
        // Here the line was full, or goes on.
        (
            "a caddy is a box for tea and a\ncosy is a cap for pots\n",
            &["caddy | is-a | a box for tea and a cosy is a cap for pots"],
        ),
        ("A *glass pot* always shows how full it is.", &["glass pot | subject | shows how full it is."]),
        ("*Glass* pots never show how full they are.", &[]),
        (
            "Q: what is a caddy?\nA: a box for tea\n\nQ: and a cosy?\nA: a cap for pots\n",
            &["caddy | question | a box for tea", "cosy | question | a cap for pots"],
        ),
        ("Q: what is the dose for a pot?\nA: 12 g\n", &[]),
        (
            "Mind the EFP (easier filled than poured).",
            &["easier filled than poured (EFP) | expansion | easier filled than poured"],
        ),
    ]);
}

#[test]
fn cases_clauses_and_counterparts() {
    check(&[
        // One behind "a", and a label.
        (
            "A stalemate: two pots, each waiting for the lid of the other one.",
            &["stalemate | colon | two pots, each waiting for the lid of the other one."],
        ),
        ("Stalemate: two pots, each waiting for the lid of the other one.", &[]),
        ("A KeyError: two pots, each waiting for the lid of the other one.", &[]),
        // The heading names both.
        (
            "# Steepers vs strainers\n\n- Steeper: anything you can put leaves into\n- Strainer: hands out the tea drop by drop\n",
            &[
                "steeper | colon | anything you can put leaves into",
                "strainer | colon | hands out the tea drop by drop",
            ],
        ),
        (
            "- Withering: a leaf gets soft since it loses its water slowly\n",
            &["withering | colon | a leaf gets soft since it loses its water slowly"],
        ),
        ("- Withering: a leaf gets me into trouble, and we lost it\n", &[]),
        (
            "- Grinder: turns leaves into powder, slowly and without heat\n",
            &["grinder | colon | turns leaves into powder, slowly and without heat"],
        ),
        ("- Grinder: stands on the shelf next to the door\n", &[]),
        ("- Rolling: showing what a leaf can take\n", &["rolling | colon | showing what a leaf can take"]),
        (
            "- pot-bound: the guest spends his time with the pot that leaks\n- cup-bound: the guest spends his time talking\n",
            &[
                "pot-bound | colon | the guest spends his time with the pot that leaks",
                "cup-bound | colon | the guest spends his time talking",
            ],
        ),
        (
            "The strength of a tea is the number of grams that go into a cup.",
            &["strength | is-a | the number of grams that go into a cup."],
        ),
        ("The strength of a tea is the joke, made by many of us.", &[]),
        ("A tea stain is a mistake that soap cannot mend.", &["tea stain | is-a | a mistake that soap cannot mend."]),
        ("A tea stain is a mistake. It is old.", &[]),
        (
            "Pot size is the same idea for guests: how much of it they need.",
            &["pot size | is-a | how much of it they need."],
        ),
        ("In Fujian a gaiwan is a bowl with a lid for one.", &["gaiwan | is-a | a bowl with a lid for one."]),
        ("TBF is short for tea before food.", &["tea before food (TBF) | expansion | tea before food"]),
        (
            "The clock shows TUC (Coordinated Tea Universal).",
            &["Coordinated Tea Universal (TUC) | expansion | Coordinated Tea Universal"],
        ),
        (
            "steeping = pouring it twice keeps the same taste as once",
            &["steeping | equals | pouring it twice keeps the same taste as once"],
        ),
        ("dry = leaf without water", &["dry | equals | leaf without water"]),
    ]);
}

#[test]
fn what_things_do_and_when_they_are_something() {
    check(&[
        (
            "A black tea loses its green in the sun, a white tea keeps it in the shade.",
            &["black tea | subject | loses its green in the sun", "white tea | subject | keeps it in the shade."],
        ),
        (
            "# Guest or house tea?\n\nA guest tea looks at the purse of one man, a house tea at many.",
            &[
                "guest tea | subject | looks at the purse of one man",
                "house tea | subject | a guest tea looks at the purse of one man, a house tea at many.",
            ],
        ),
        ("A small pot keeps its tea in the warm, a big pot keeps it longer.", &[]),
        ("A kettle keeps the water in, a guest keeps his word to the host.", &[]),
        (
            "# Storing\n\nA tea vault keeps its leaves as they are.",
            &["tea vault | subject | keeps its leaves as they are."],
        ),
        ("# Storing\n\nA good vault keeps its leaves as they are.", &[]),
        ("# Storing\n\nThis is so.\n\nA tea vault keeps its leaves as they are.", &[]),
        (
            "A leaf is compressible if it gets its shape back after a press.",
            &["compressible | known-as | a leaf is compressible if it gets its shape back after a press."],
        ),
        ("A leaf is available if the shop has it on its shelf.", &[]),
        ("A guest is active if he comes every day of the week.", &[]),
        ("# Shop\n\nA friend showed me a pot that whistles.", &[]),
    ]);
}

#[test]
fn tables_that_say_what_things_are() {
    let table = "| Grade | What it is |\n|---|---|\n| FTGF | the tips of it alone |\n| BOPD | broken, not to be had |\n| SFTP | for many guests \"best left alone\" |\n";
    assert_eq!(found(table).len(), 3, "{:?}", found(table));
    assert_eq!(found(&table.replace("Grade", "Option")), [""; 0]);
    assert_eq!(found(&table.replace("the tips", "12 tips")), [""; 0]);
    let verbs = "| Vessel | What it does |\n|---|---|\n| kyusu | pours to the side |\n| chawan | keeps the foam |\n| chasen | beats the powder |\n";
    assert_eq!(found(verbs).len(), 3, "{:?}", found(verbs));
    assert_eq!(found(&verbs.replace("pours", "see").replace("keeps", "ask for")), [""; 0]);
}

#[test]
fn tables_of_words_and_meanings() {
    let table = "| Word | English |\n|---|---|\n| kyusu | a pot that has its handle at the side |\n| chawan | a bowl from which tea is drunk |\n| chasen | a whisk made of bamboo |\n";
    assert_eq!(found(table).len(), 3, "{:?}", found(table));
    let values =
        table.replace("a pot that has", "is hot, has").replace("a bowl from", "see").replace("a whisk made", "12");
    assert_eq!(found(&values), [""; 0]);
    assert_eq!(found(&table.replace("English", "Description").replace("Word", "Field")), [""; 0]);
}

#[test]
fn labels_outputs_and_orders_are_no_terms() {
    check(&[
        ("LeafError: no leaf that fits", &[]),
        ("**Strainer** \u{2014} rinse it after every pot", &[]),
        ("Dose = 9 grams of it a pot", &[]),
        ("you'll see: a thing that nobody expects", &[]),
        ("x.y.z: the number of a release", &[]),
        ("- [leaf-works/steep](x): a wrapper for kettles that work", &[]),
        ("main lesson: a pot that is warmed first", &[]),
        ("Strength is the most important thing.", &[]),
        ("A caddy is a closed box by default.", &[]),
    ]);
}

#[test]
fn everyday_words_are_terms_where_somebody_is_about_them() {
    check(&[
        (
            "# Processes\n\nA process is a program that runs, with memory of its own.",
            &["process | is-a | a program that runs, with memory of its own."],
        ),
        (
            "A *key* is the name under which an entry is found.",
            &["key | is-a | the name under which an entry is found."],
        ),
        ("# Kettles\n\nA process is a program that runs, with memory of its own.", &[]),
    ]);
}

#[test]
fn other_names_alone() {
    for (text, term, names) in [
        ("The tea caddy (aka tin) stands there.", "tea caddy", "tin"),
        ("Green tea, also known as sencha, is steamed.", "green tea", "sencha"),
        ("An infuser basket, short for basket of an infuser, is used.", "infuser basket", ""),
        ("Mug and beaker are the same thing.", "mug", "beaker"),
        ("The terms \"pot\" and \"teapot\" are interchangeable.", "pot", "teapot"),
    ] {
        let (note, prose) = parse_with_prose(text, SourceId(0), Dialect::default());
        let reading = Reading { text, source: SourceId(0), path: "note.md", note: &note, prose: &prose };
        let all = mine(&[reading]);
        let best = all.iter().find(|candidate| candidate.term == term && candidate.definition.score >= THRESHOLD);
        if !names.is_empty() {
            assert!(best.is_some_and(|best| best.aliases == [names]), "in {text:?}: {all:#?}");
        }
    }
}

#[test]
fn neighbours_speak_for_each_other() {
    let text = "- herb tea: a drink of herbs that are no tea\n- tea caddy: a box that keeps tea dry\n- tea scoop: a spoon used for dry tea\n- spring leaf: early leaves in spring, with much scent\n";
    assert!(found(text).iter().any(|line| line.starts_with("spring leaf")), "{:?}", found(text));
    let alone = "- price: nine coins a tin\n- spring leaf: early leaves in spring, with much scent\n";
    assert_eq!(found(alone), [""; 0]);
}

#[test]
fn statements_are_no_definitions() {
    for text in [
        "The result is a list.",
        "This is a problem.",
        "It is a tool for tea.",
        "The exam is a written test.",
        "A cache is a good idea.",
        "Everything is an object.",
        "All kettles are hot.",
        "There is a lock for the logger.",
        "Tea is slower than coffee.",
        "The function is called with two arguments.",
        "The hook is called by the kernel.",
        "The only way is the long way.",
        "A great source is the handbook of tea.",
        "What is a kettle? See below.",
        "Tea looks preferable to coffee.",
        "Having a kettle is a joy for all who drink tea.",
        "What is allowed?\n\nAll teas are.",
        "A simple solution is to boil more water.",
        "The following example is a test of the kettle.",
        "It went into the pot (the blue one) again.",
        "The shelf (a bit too high) is full.",
        "He drank the tea, which is a good thing to do in winter.",
        "Pots which leak drip on the floor.",
        "Tea and coffee are drinks that people like.",
        "What is this? No idea at all, it was here.",
        "Step 8: a pot that is filled with water",
        "The kettle is the one with the dent.",
        "Kettles, thus, are hot things.",
    ] {
        assert_eq!(found(text), [""; 0], "in {text:?}");
    }
}

#[test]
fn terms_at_the_start_of_a_line() {
    check(&[
        ("kettle = vessel in which water is boiled", &["kettle | equals | vessel in which water is boiled"]),
        ("Tea Pots = A tea pot is a vessel for tea leaves.", &["tea pot | equals | a vessel for tea leaves."]),
        (
            "one = a\n\nstrainer = mesh that holds back leaves. It is made of steel. The below shows one:",
            &["strainer | equals | mesh that holds back leaves. It is made of steel."],
        ),
        ("**Kettle** \u{2014} a vessel for boiling water.", &["kettle | dash | a vessel for boiling water."]),
        ("**Kettle**: a vessel for boiling water.", &["kettle | colon | a vessel for boiling water."]),
        (
            "Q: in short, what is a kettle?\nA: a vessel for boiling water",
            &["kettle | question | a vessel for boiling water"],
        ),
        ("Kettle\n: A vessel for boiling water.", &["kettle | definition-list | a vessel for boiling water."]),
        (
            "| Term | Meaning |\n|---|---|\n| kettle | A vessel for water |",
            &["kettle | definition-list | a vessel for water"],
        ),
        (
            "grouping: This method puts like things together.\n\n# Grouping\n\n- grouping\n- grouping\n",
            &["grouping | colon | This method puts like things together."],
        ),
    ]);
}

#[test]
fn labels_assignments_and_options_are_no_terms() {
    for text in [
        "Human sized text =",
        "x = 5",
        "port = 8080",
        "n = number of leaves in a pot",
        "number = number of times that tea is made",
        "limit = size = the most that fits",
        "> pot = open the lid and look at it",
        "`kettle = the pot of the house`",
        "Example: a pot of tea for two",
        "TODO: a list of the teas that are missing",
        "TLDR: the tea is in the pot that is blue",
        "Note: the pot of tea is hot",
        "Output: the list of all pots",
        "Method: the boiling of water for tea",
        "Author: \"Tea helps me to think.\"",
        "- `--pot`: the pot to use for tea",
        "- `-p` - a pot for the tea of two",
        "- `pot.fill()`: a way to fill the pot with tea",
        "- `src/pot.rs` - the code of a pot that is filled",
        "- **Fast**: a single pot that boils in a minute",
        "## Features\n\n- **Whistle**: a sound that tells when water boils",
        "Benefits of pots:\n\n- **Better warmth**: a lid that keeps tea warm",
        "Avoiding cold tea: When you have a pot, use a cosy.",
        "Improved taste: Pots can make tea taste better.",
        "Q: how does a kettle work?\nA: It boils water with a coil of wire.",
        "Q: difference between pots and pans?\nA: A handle that is long.",
        "Make two pots: a pot for tea, and one for coffee",
        "| Command | Description |\n|---|---|\n| `brew` | makes a pot of tea |",
        "Read the file and fill the pot:",
        "https://example.org: a site about the pots of old",
    ] {
        assert_eq!(found(text), [""; 0], "in {text:?}");
    }
}

#[test]
fn other_peoples_pages_define_little() {
    for text in [
        "# Contents\n\nA guide to small pots\n\nThe content, our content, any content.",
        "# potkit\n\n[builds](a) [docs.pots](b) [MIT](c) [guide](d) for all",
        "## Ticket\n\nUsed to show the room of the ticket:",
        "## Brewer\n\nsrc/brews.rs rewrites the tree of leaves.",
        "## Potkits\n\npotkits generates pots from a list of parts.",
        "# Pot\n\nThe pot is the whole story.",
        "# Pot\n\nThe pot is the old story.",
        "Weak tea is an accident, not a crime.",
        "For the purposes of this letter, \"lid\" means any cover that is made of clay.",
        "Strainer is the typed way to say this.",
        "Strainer is a sieve of steel that I have never used.",
        "Lid: the one that is on the blue pot",
        "Weather: a week of rain that drowned the lettuce",
        "Assignment 2: a process that makes tea for two",
        "Facts: a shop that promised tea to all who came",
        "- pots differ widely: a small one, a big one of clay, and one for guests",
        "- strange note: a lid that came first and that fits",
        "[potkit](a) [pots.io](b) is a new kettle of the house.",
        "Potkit is well-suited for kitchens that require speed.",
        "Potkit is an example of several pots that share a lid.",
        "GAT is old. Getting All TEA is older.",
        "## Enforcement\n\n**Warm words**: A warning that comes with a cup of tea.",
        "**Taste**: a bitter note of bark\n\n**Taste**: a sweet note of honey\n\n**Taste**: a dry note of hay",
    ] {
        assert_eq!(found(text), [""; 0], "in {text:?}");
    }
}

#[test]
fn a_line_about_something_else_ends_a_definition() {
    check(&[(
        "strainer = mesh that holds back leaves.\nIt is fine.\nThe lid is a cover made of clay.",
        &["strainer | equals | mesh that holds back leaves. It is fine."],
    )]);
}

#[test]
fn letters_that_stand_alone_keep_their_capitals() {
    check(&[
        (
            "A C++ lock guard is an object that frees its lock.",
            &["C++ lock guard | is-a | an object that frees its lock."],
        ),
        ("C# delegates are objects that hold a method.", &["C# delegate | is-a | objects that hold a method."]),
    ]);
}

#[test]
fn abbreviations_beside_their_words() {
    check(&[
        (
            "We set up a virtual private cloud (VPC) today.",
            &["virtual private cloud (VPC) | expansion | virtual private cloud"],
        ),
        (
            "A VPC (virtual private cloud) was set up.",
            &["virtual private cloud (VPC) | expansion | virtual private cloud"],
        ),
        (
            "## TDD\n\nTest driven development. Notes of a talk.",
            &["test driven development (TDD) | expansion | Test driven development"],
        ),
        ("Here **A**ddress **F**amily means little.", &["Address Family (AF) | expansion | Address Family"]),
        (
            "Due to the Global Tea Lock, one pot boils. The GTL is old.",
            &["Global Tea Lock (GTL) | expansion | Global Tea Lock"],
        ),
        ("(note `pyti` = Python Tea Index)", &["Python Tea Index (pyti) | expansion | Python Tea Index"]),
        (
            "URI: uniform resource identifier",
            &["uniform resource identifier (URI) | expansion | uniform resource identifier"],
        ),
        ("We met (on Monday) and NASA (not the band) came.", &[]),
        ("[Build Status](a) [Some Docs](b) and BSD", &[]),
    ]);
}

#[test]
fn headings_are_subjects() {
    check(&[
        (
            "## linekettle\n\nUsed to read one line from a file",
            &["linekettle | lead-in | Used to read one line from a file"],
        ),
        (
            "## Tea mode\n\nThe tea mode introduces checks that cost time.",
            &["tea mode | lead-in | introduces checks that cost time."],
        ),
        ("## Installation\n\nTo install it, run `cargo install tea`.", &[]),
        ("## Usage\n\nUsed to make tea in the morning.", &[]),
        (
            "## What is thrashing?\n\nPages go out and come back at once.",
            &["thrashing | question | Pages go out and come back at once."],
        ),
        ("## How does tea work?\n\nWater goes into the pot.", &[]),
    ]);
}

#[test]
fn other_languages_define_by_marks_alone() {
    check(&[
        (
            "**Семафор** \u{2014} объект, который считает свободные места.",
            &["Семафор | dash | объект, который считает свободные места."],
        ),
        (
            "**信号量**：用来控制多个线程访问共享资源的同步对象。",
            &["信号量 | colon | 用来控制多个线程访问共享资源的同步对象。"],
        ),
        ("**注意**：考试会考这个内容哦", &[]),
        (
            "**Stapel** \u{2013} ein Speicher, bei dem das zuletzt Abgelegte zuerst entnommen wird. Ein Baum ist ein Graph ohne Kreise.",
            &[
                "Stapel | dash | ein Speicher, bei dem das zuletzt Abgelegte zuerst entnommen wird. Ein Baum ist ein Graph ohne Kreise.",
            ],
        ),
        ("Мьютекс — это семафор с одним местом.", &[]),
    ]);
}

/// A note, what a reader would look up in it, and how much of that is found at least.
macro_rules! note {
    ($name:literal, $least:literal) => {
        (
            $name,
            include_str!(concat!("../../../tests/mining/", $name, ".md")),
            include_str!(concat!("../../../tests/mining/", $name, ".terms")),
            $least,
        )
    };
}

/// Whole notes with what a reader would look up in them, one a line, other names behind bars: `?` marks what may be found, `!` what must
/// not.
#[test]
fn whole_notes() {
    for (name, note, terms, least) in [
        note!("bread", 25),
        note!("kitchen", 48),
        note!("law", 31),
        note!("linux", 31),
        note!("models", 27),
        note!("music", 27),
        note!("python", 54),
        note!("stats", 41),
        note!("web", 38),
    ] {
        let (parsed, prose) = parse_with_prose(note, SourceId(0), Dialect::default());
        let reading = Reading { text: note, source: SourceId(0), path: "note.md", note: &parsed, prose: &prose };
        let glossary = merge(mine(&[reading]), &Wishes::default());
        let names = |entry: &Entry| -> Vec<String> {
            let all = entry.aliases.iter().chain(&entry.abbreviations).chain([&entry.term]);
            all.map(|name| names::key(name)).collect()
        };
        let entries: Vec<Vec<String>> = glossary.entries.iter().map(names).collect();
        let lines = terms.lines().map(|line| {
            let bare = line.trim_start_matches(['?', '!']);
            (line, bare.split('|').map(names::key).collect::<Vec<String>>())
        });
        let (friends, terms): (Vec<_>, Vec<_>) = lines.partition(|(line, _)| line.starts_with('!'));
        let meets = |entry: &[String], keys: &[String]| entry.iter().any(|name| keys.contains(name));
        let found = |keys: &[String]| entries.iter().any(|entry| meets(entry, keys));
        let false_ones: Vec<&str> = friends.iter().filter(|(_, keys)| found(keys)).map(|(line, _)| *line).collect();
        assert!(false_ones.is_empty(), "{name}: {false_ones:?}");
        let unknown = entries.iter().filter(|entry| !terms.iter().any(|(_, keys)| meets(entry, keys)));
        assert_eq!(unknown.collect::<Vec<_>>(), Vec::<&Vec<String>>::new(), "{name}: nobody looks for these");
        let wanted = terms.iter().filter(|(line, _)| !line.starts_with('?'));
        let missed: Vec<&str> = wanted.clone().filter(|(_, keys)| !found(keys)).map(|(line, _)| *line).collect();
        assert!(wanted.count() - missed.len() >= least, "{name}: missed {missed:?}");
    }
}

#[test]
fn spans_are_the_bytes_of_the_note() {
    let text = "**Kettle** \u{2014} a *vessel* for `water`.\n";
    let (note, prose) = parse_with_prose(text, SourceId(0), Dialect::default());
    let reading = Reading { text, source: SourceId(0), path: "note.md", note: &note, prose: &prose };
    let all = mine(&[reading]);
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].definition.body.of(text), "a *vessel* for `water`.");
    assert!(all[0].definition.at.of(text).ends_with("a *vessel* for `water`."));
}

#[test]
fn odd_texts_do_no_harm() {
    for text in [
        "",
        ":",
        "= ",
        "(é)",
        "# ¯\n\n: x",
        "**é**: é é é",
        "A é is a",
        "(ie é)",
        "`é` = É É",
        "ABC é (",
        "In a é, each",
        "# ⚠️\n\n⚠️ is a ⚠️ that ⚠️",
    ] {
        let _ = found(text);
    }
}
