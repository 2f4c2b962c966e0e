//! How far long work is: on a terminal only, and only once it has taken a second.

use crate::output::money::thousands;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::cell::OnceCell;
use std::io::{self, Read};
use std::time::{Duration, Instant};

/// What takes less long needs no telling.
const PATIENCE: Duration = Duration::from_secs(1);

/// How far some work is.
pub(crate) struct Progress {
    bar: ProgressBar,
    begun: OnceCell<Instant>,
    /// What is counted, such as `rows`.
    unit: &'static str,
}

impl Progress {
    /// Begins to measure work that is counted in this unit.
    pub(crate) fn new(unit: &'static str) -> Self {
        Self {
            bar: ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()),
            begun: OnceCell::new(),
            unit,
        }
    }

    /// So many units are done, which is so far of the whole, if that is known.
    pub(crate) fn at(&self, units: u64, done: u64, whole: Option<u64>) {
        // The work may have begun long after the command did.
        let begun = *self.begun.get_or_init(Instant::now);
        let taken = begun.elapsed();
        if taken < PATIENCE {
            return;
        }
        if self.bar.is_hidden() {
            let template = match whole {
                Some(_) => "{percent:>3} % {bar:16} {wide_msg}",
                None => "{spinner} {wide_msg}",
            };
            // The templates are fixed; one that does not parse would only look different.
            if let Ok(style) = ProgressStyle::with_template(template) {
                self.bar.set_style(style.progress_chars("█░"));
            }
            if let Some(whole) = whole {
                self.bar.set_length(whole);
            }
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        let milliseconds = u64::try_from(taken.as_millis()).unwrap_or(u64::MAX);
        let rate = units.saturating_mul(1000) / milliseconds.max(1);
        let count = |n: u64| thousands(i64::try_from(n).unwrap_or(i64::MAX));
        let left = whole.map_or_else(String::new, |whole| {
            let left = whole.saturating_sub(done).saturating_mul(milliseconds) / done.max(1);
            format!(", {} s left", count(left.div_ceil(1000)))
        });
        let (units, unit, rate) = (count(units), self.unit, count(rate));
        self.bar
            .set_message(format!("{units} {unit}, {rate} a second{left}"));
        self.bar.set_position(done);
    }

    /// Takes it off the screen.
    pub(crate) fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}

/// A file that is read, its lines counted.
pub(crate) struct CountingReader<R> {
    source: R,
    /// How long it is, if that is known.
    length: Option<u64>,
    lines: u64,
    bytes: u64,
    progress: Progress,
}

impl<R: Read> CountingReader<R> {
    pub(crate) fn new(source: R, length: Option<u64>, progress: Progress) -> Self {
        Self {
            source,
            length,
            lines: 0,
            bytes: 0,
            progress,
        }
    }
}

impl<R: Read> Read for CountingReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        let lines = buffer[..read].split(|byte| *byte == b'\n').count() - 1;
        self.lines += u64::try_from(lines).unwrap_or_default();
        self.bytes += u64::try_from(read).unwrap_or_default();
        match read {
            0 => self.progress.clear(),
            _ => self.progress.at(self.lines, self.bytes, self.length),
        }
        Ok(read)
    }
}
