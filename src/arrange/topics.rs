//! wip
use super::layout::Layout;
use super::select::Ground;
use crate::ledger::Ledger;
use crate::outline::Outline;
/// wip
#[derive(Debug, Default, Clone)]
pub struct Topics;
impl Topics { /// wip
 pub fn python()->Topics{Topics} }
/// wip
pub fn read(_:&str)->Result<Topics,String>{Ok(Topics)}
/// wip
pub fn plan(_ground: Ground<'_>, _outline: &Outline, _ledger: &Ledger, _topics: &Topics) -> Layout { Layout::default() }
