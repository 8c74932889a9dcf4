//! PEM blocks, read one after another so that a large bundle shows progress.

use std::rc::Rc;

use crate::domain::artefacts::content::Content;
use crate::domain::artefacts::origin::{Origin, Reason, Step, Stop};
use crate::domain::artefacts::recognise::{Recogniser, Task, Work, attempt, pem};
use crate::domain::formats::private_key::PrivateKeyFacts;

impl Recogniser {
    pub(super) fn read_blocks(
        &mut self,
        origin: Origin,
        depth: usize,
        text: Rc<String>,
        from: pem::Position,
        mut count: usize,
        budget: usize,
    ) -> usize {
        let mut scanner = pem::Scanner::new(&text, from);
        let mut is_finished = false;
        while scanner.position().byte - from.byte < budget {
            let Some(block) = scanner.next() else {
                is_finished = true;
                break;
            };
            count += 1;
            let origin = origin.step(Step::Block(count));
            self.read_block(origin, depth, block);
        }
        let position = scanner.position();
        if depth <= 1 {
            self.done = position.byte.min(self.total);
        }
        if !is_finished {
            let work = Work::Pem(text, position, count);
            // After what stands in the blocks that were just read.
            self.tasks.push_back(Task {
                origin,
                depth,
                work,
            });
        }
        position.byte - from.byte
    }

    fn read_block(&mut self, origin: Origin, depth: usize, block: pem::Block<'_>) {
        self.repaired(&origin, &block.repairs);
        let der = match block.der {
            Ok(der) => der,
            Err(error) => {
                let reading = format!("PEM {}", block.label);
                let stop = Some(Stop::Line(error.line as u64));
                self.unread(origin, vec![attempt(&reading, stop, error.reason)]);
                return;
            }
        };
        let failed = |reason: Reason| {
            let line = Some(Stop::Line(block.line as u64));
            vec![attempt(&format!("PEM {}", block.label), line, reason)]
        };
        match block.label {
            label if label.ends_with("PRIVATE KEY") => {
                let passphrase = self.passphrase();
                match PrivateKeyFacts::from_block(label, &der, block.has_headers, passphrase) {
                    Ok(key) => self.add(origin, Content::PrivateKey(Box::new(key))),
                    Err(error) => self.unread(origin, failed(error.into())),
                }
            }
            "EC PARAMETERS" | "DH PARAMETERS" | "X9.42 DH PARAMETERS" => {}
            label => self.read_der(origin, depth, &der, Some(label)),
        }
    }
}
