//! The picture at the top of the README: a session on a terminal, written as an SVG and compared with the one that is
//! kept. `SNAPSHOTS=overwrite cargo test --test cli picture` writes it anew.

use crate::session::Session;
use anstyle::RgbColor;
use anstyle_svg::{Palette, Term};
use snapbox::{Assert, Data};
use std::fmt::Write as _;
use std::path::Path;

const COMMANDS: [&str; 4] = [
    "tier",
    "award-points bolt tutorial-video --evidence https://video.example/bolt",
    "award-points bolt tutorial-video",
    "tier bolt",
];

/// Colours that are easy to read on the dark background, whatever the page around it.
const PALETTE: [u32; 16] = [
    0x0048_4f58,
    0x00ff_7b72,
    0x003f_b950,
    0x00d2_9922,
    0x0058_a6ff,
    0x00bc_8cff,
    0x0039_c5cf,
    0x00b1_bac4,
    0x006e_7681,
    0x00ff_a198,
    0x0056_d364,
    0x00e3_b341,
    0x0079_c0ff,
    0x00d2_a8ff,
    0x0056_d4dd,
    0x00ff_ffff,
];
const TEXT: u32 = 0x00e6_edf3;
const BACKGROUND: u32 = 0x000d_1117;

fn rgb(color: u32) -> RgbColor {
    let [_, red, green, blue] = color.to_be_bytes();
    RgbColor(red, green, blue)
}

#[test]
fn the_picture_of_the_readme_is_what_the_program_prints() {
    let mut session = Session::new();
    session.today("2026-03-02");
    session.mpp("init --example").ok();
    session.env.insert("CLICOLOR_FORCE", "1".to_owned());
    let mut shown = String::new();
    for command in COMMANDS {
        let terminal = session.at_terminal_of(96, 100, &format!("{command} --no-input"));
        let printed = String::from_utf8_lossy(&terminal.ended().1).replace('\r', "");
        let _ = writeln!(
            shown,
            "\u{1b}[32m$\u{1b}[0m \u{1b}[1mmpp {command}\u{1b}[0m\n{printed}"
        );
    }
    let svg = Term::new()
        .palette(Palette::from(PALETTE.map(rgb)))
        .fg_color(rgb(TEXT).into())
        .bg_color(rgb(BACKGROUND).into())
        .render_svg(shown.trim_end());
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/session.svg");
    Assert::new().action_env("SNAPSHOTS").eq(
        svg,
        Data::read_from(&kept, Some(snapbox::data::DataFormat::Text)).raw(),
    );
}
