//! The result of a command, and how a line of a session is split.

use std::process::Output;

/// The result of a command.
pub(crate) struct Ran {
    line: String,
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    pub(crate) fn of(line: &str, output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        Self {
            line: line.to_owned(),
            status: output.status.code().unwrap_or(-1),
            out,
            err,
        }
    }

    /// Asserts the exit status.
    pub(crate) fn ends(self, status: i32) -> Self {
        assert_eq!(
            self.status, status,
            "mpp {}\n{}{}",
            self.line, self.out, self.err
        );
        self
    }

    pub(crate) fn ok(self) -> Self {
        self.ends(0)
    }

    /// Asserts that nothing was printed.
    #[track_caller]
    pub(crate) fn silent(self) -> Self {
        assert_eq!(
            (self.out.as_str(), self.err.as_str()),
            ("", ""),
            "{}",
            self.line
        );
        self
    }

    pub(crate) fn says(self, text: &str) -> Self {
        assert!(
            self.err.contains(text),
            "mpp {}\nshould say: {text}\nsaid: {}",
            self.line,
            self.err
        );
        self
    }

    pub(crate) fn prints(self, text: &str) -> Self {
        assert!(
            self.out.contains(text),
            "mpp {}\nshould print: {text}\nprinted: {}",
            self.line,
            self.out
        );
        self
    }
}

/// Splits a line into words as a shell does, as far as quotes go.
pub(crate) fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for c in line.chars() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, ' ') => words.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

/// The time of recording differs each time.
pub(crate) fn timeless(text: &str) -> String {
    let ends = text.match_indices('Z').map(|(at, _)| at);
    let moments = ends.filter_map(|at| text.get(at.checked_sub(19)?..=at));
    let moments =
        moments.filter(|moment| moment.as_bytes()[10] == b'T' && moment.as_bytes()[13] == b':');
    moments.fold(text.to_owned(), |text, moment| {
        text.replace(moment, "[TIME]")
    })
}
