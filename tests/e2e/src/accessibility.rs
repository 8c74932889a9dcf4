//! The page under the eyes of axe-core.

use std::fs;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::browser::Browser;
use crate::options::root;

/// The driver runs scripts beside the page's own, so the page's policy does not hold for them.
const RUN: &str = "
    const done = arguments[arguments.length - 1];
    axe.run(document, { resultTypes: ['violations'] }).then(
      (result) => done(result.violations),
      (error) => done(String(error)),
    );";

impl Browser {
    /// What axe-core finds wrong with the page as it is now, one line for each element.
    pub async fn accessibility_problems(&self) -> Result<Vec<String>> {
        let file = root()?.join("node_modules/axe-core/axe.min.js");
        let source = fs::read_to_string(&file)
            .with_context(|| format!("{} is missing: run `npm ci`", file.display()))?;
        self.driver.execute(source, Vec::new()).await?;
        let returned = self.driver.execute_async(RUN, Vec::new()).await?;
        let Some(violations) = returned.json().as_array() else {
            bail!("axe-core failed: {}", returned.json());
        };
        Ok(violations.iter().flat_map(describe).collect())
    }
}

fn describe(violation: &Value) -> Vec<String> {
    let word = |value: &Value, key: &str| value[key].as_str().unwrap_or("?").to_owned();
    let nodes = violation["nodes"].as_array().into_iter().flatten();
    nodes
        .map(|node| {
            format!(
                "{} ({}): {} — {}",
                word(violation, "id"),
                word(violation, "impact"),
                node["target"],
                word(node, "failureSummary").replace('\n', " ")
            )
        })
        .collect()
}
