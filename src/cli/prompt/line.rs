//! A line of text while it is typed.

use dialoguer::console::Key;
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

/// A line of text, and where the next letter goes.
///
/// A letter is what a reader takes for one: an emoji or a letter with its marks may be several characters.
#[derive(Debug, Default)]
pub(crate) struct LineEditor {
    letters: Vec<String>,
    at: usize,
}

impl LineEditor {
    /// Returns what was typed.
    pub(crate) fn text(&self) -> String {
        self.letters.concat().trim().to_owned()
    }

    /// Lets a key do what it does in other programs.
    pub(crate) fn press(&mut self, key: &Key) {
        match key {
            Key::ArrowLeft => self.at = self.at.saturating_sub(1),
            Key::ArrowRight => self.at = (self.at + 1).min(self.letters.len()),
            Key::Home => self.at = 0,
            Key::End => self.at = self.letters.len(),
            Key::Backspace if self.at > 0 => {
                self.at -= 1;
                self.letters.remove(self.at);
            }
            Key::Del | Key::Char('\u{4}') if self.at < self.letters.len() => {
                self.letters.remove(self.at);
            }
            // Ctrl-U, Ctrl-K and Ctrl-W: to the beginning, to the end, the word before.
            Key::Char('\u{15}') => {
                self.letters.drain(..self.at);
                self.at = 0;
            }
            Key::Char('\u{b}') => self.letters.truncate(self.at),
            Key::Char('\u{17}') => {
                let before = &self.letters[..self.at];
                let is_space = |letter: &String| letter.chars().all(char::is_whitespace);
                let word_end = before.iter().rposition(|letter| !is_space(letter));
                let gap = word_end.and_then(|end| before[..end].iter().rposition(is_space));
                let from = gap.map_or(0, |gap| gap + 1);
                self.letters.drain(from..self.at);
                self.at = from;
            }
            Key::Char(c) if !c.is_control() => self.insert(*c),
            _ => {}
        }
    }

    /// Inserts a character, which may belong to the letter before it.
    fn insert(&mut self, c: char) {
        if let Some(before) = self.at.checked_sub(1) {
            let together = format!("{}{c}", self.letters[before]);
            if together.graphemes(true).count() == 1 {
                self.letters[before] = together;
                return;
            }
        }
        self.letters.insert(self.at, c.to_string());
        self.at += 1;
    }

    /// Returns as much of it as has room, and how many columns the cursor is from its end.
    pub(crate) fn shown(&self, room: usize) -> (String, usize) {
        let width = |letters: &[String]| letters.iter().map(|l| l.width()).sum::<usize>();
        let mut from = 0;
        while width(&self.letters[from..self.at]) > room {
            from += 1;
        }
        let mut to = self.letters.len();
        while width(&self.letters[from..to]) > room {
            to -= 1;
        }
        let text = self.letters[from..to].concat();
        (text, width(&self.letters[self.at.min(to)..to]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &[Key]) -> LineEditor {
        let mut line = LineEditor::default();
        for key in keys {
            line.press(key);
        }
        line
    }

    fn letters(text: &str) -> Vec<Key> {
        text.chars().map(Key::Char).collect()
    }

    #[test]
    fn keys_do_what_they_do_elsewhere() {
        for (begun, keys, text) in [
            (
                "日本abc",
                vec![Key::ArrowLeft, Key::ArrowLeft, Key::Char('X')],
                "日本aXbc",
            ),
            ("abc", vec![Key::Home, Key::Del], "bc"),
            ("abc", vec![Key::Home, Key::Char('\u{4}')], "bc"),
            (
                "abc",
                vec![Key::Home, Key::Backspace, Key::End, Key::Backspace],
                "ab",
            ),
            (
                "one two",
                vec![Key::Char('\u{17}'), Key::Char('x')],
                "one x",
            ),
            ("one two ", vec![Key::Char('\u{17}')], "one"),
            ("one", vec![Key::Char('\u{17}'), Key::Char('\u{17}')], ""),
            ("one two", vec![Key::ArrowLeft, Key::Char('\u{15}')], "o"),
            (
                "one two",
                vec![Key::Home, Key::ArrowRight, Key::Char('\u{b}')],
                "o",
            ),
            (
                "abc",
                vec![
                    Key::ArrowRight,
                    Key::Char('\u{1b}'),
                    Key::Tab,
                    Key::Char('d'),
                ],
                "abcd",
            ),
            ("", vec![Key::Del, Key::Backspace, Key::ArrowLeft], ""),
            ("  a  ", vec![], "a"),
        ] {
            let keys: Vec<Key> = letters(begun).into_iter().chain(keys).collect();
            assert_eq!(typed(&keys).text(), text, "{begun} {keys:?}");
        }
    }

    #[test]
    fn a_letter_of_several_characters_is_one() {
        for letter in ["👩‍💻", "🇩🇪", "e\u{301}", "👍🏽"] {
            let mut line = typed(&letters(&format!("a{letter}b")));
            line.press(&Key::ArrowLeft);
            line.press(&Key::Backspace);
            assert_eq!(line.text(), "ab", "{letter}");
        }
    }

    #[test]
    fn a_long_line_is_shown_around_the_cursor() {
        let mut line = typed(&letters("one two three"));
        assert_eq!(line.shown(20), ("one two three".to_owned(), 0));
        assert_eq!(line.shown(5), ("three".to_owned(), 0));
        line.press(&Key::Home);
        assert_eq!(line.shown(5), ("one t".to_owned(), 5));
        let line = typed(&letters("日本日本"));
        assert_eq!(line.shown(5), ("日本".to_owned(), 0));
    }
}
