use super::WhichArgs;
use crate::cli::args::options::ReadArgs;
use crate::cli::context::find::find_product;
use crate::cli::plan::{CommandArgs, Plan, Planned};
use crate::cli::terminal::error::{Failure, FailureKind};
use crate::domain::decide::decide;
use crate::domain::decide::request::{Request, StepProduct};
use crate::domain::fact::PublicationStep;
use crate::domain::partner::history::History;
use crate::domain::partner::product::{Product, ProductState};
use crate::domain::program::versions::Rules;
use crate::domain::rule::product;
use crate::domain::rule::profile::Surroundings;
use crate::domain::value::day::Day;
use crate::output::{Sentence, mpp, spelled_each};
use crate::report::AsOf;
use crate::report::product::OneProduct;
use clap::Args;

/// Show a product in full
///
/// Its content, live and pending side by side, and what its publication still needs, from whom.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mpp product show acme acme-shield
  mpp product show acme 'Acme Shield' --as-of yesterday --json")]
pub(super) struct ShowArgs {
    #[command(flatten)]
    which: WhichArgs,

    #[command(flatten)]
    read: ReadArgs,
}

impl CommandArgs for ShowArgs {
    fn plan(&self, _: Day) -> Planned<'_> {
        Ok(Plan::show(&self.read, |view| {
            let (rules, as_of) = (view.rules()?, view.as_of);
            let history = view.history(&self.which.partner)?;
            let id = find_product(&history, self.which.product.as_str())?;
            let standing = history.at(as_of.day);
            let product = product::known(&history, &standing, &id)
                .map_err(|refusal| Failure::new(FailureKind::NotFound, refusal.to_string()))?;
            let next = next(&rules, &history, as_of, product).into_iter();
            let closing = next
                .map(|next| Sentence::words("next: ").and(next))
                .collect();
            let one = OneProduct::of(&view.book, &rules, &history, as_of, product)?;
            view.print(&one.closing(closing))
        }))
    }
}

/// What comes next: what the rules would say if it were published now.
fn next(rules: &Rules, history: &History, as_of: AsOf, product: &Product<'_>) -> Vec<Sentence> {
    let state = product.state(&rules.on(as_of.day).product);
    if state == ProductState::Published && !product.is_pending() {
        return Vec::new();
    }
    let request = Request::StepProduct(StepProduct {
        product: product.id.to_owned(),
        step: PublicationStep::Published,
    });
    let near = Surroundings::default();
    match decide(rules, history, &near, as_of.day, &request) {
        Ok(_) => {
            let publish = format!("product publish {} {}", history.partner, product.id);
            vec![mpp(publish).and_words(": nothing is missing")]
        }
        Err(refusal) if refusal.causes().is_empty() => std::iter::once(refusal.to_string().into())
            .chain(spelled_each(refusal.hints()))
            .collect(),
        Err(refusal) => spelled_each(refusal.hints()),
    }
}
