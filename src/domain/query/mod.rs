//! Questions to the rules: what comes next, what is missing, why a balance is what it is, which way leads up.

pub mod ahead;
pub mod explain;
pub mod needed;
pub mod path;
