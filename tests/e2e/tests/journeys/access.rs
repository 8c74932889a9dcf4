//! The Access room's proving half: from a certificate on the bench to the binding that allows.

use anyhow::{Result, ensure};
use certbench_e2e::browser::Browser;
use certbench_e2e::options::Options;

const CERTIFICATE: &str = include_str!("../../../fixtures/walkthrough/myuser.crt");
const ROLES: &str = include_str!("../../../fixtures/rbac/cluster-rbac.yaml");
/// Lets a group see what is in a namespace.
pub const BINDING: &str = "apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: developers-view
  namespace: team-a
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: view
subjects:
- apiGroup: rbac.authorization.k8s.io
  kind: Group
  name: dev
";

#[tokio::test]
async fn from_a_certificate_to_yes_by_this_binding_without_typing_its_name() -> Result<()> {
    Browser::visit("access", Options::default(), async |browser| {
        browser.show("#/inspect").await?;
        browser.wait_for("inspect-text").await?;
        browser.paste("inspect-text", CERTIFICATE).await?;
        browser.click("card-0-access").await?;
        browser.wait_for_text("access-loaded", "77 roles").await?;
        ensure!(browser.value("access-user").await? == "myuser");
        browser.paste("access-manifests", BINDING).await?;
        browser.type_text("prove-verb", "get").await?;
        browser.type_text("prove-resource", "pods/log").await?;
        browser.type_text("prove-namespace", "team-a").await?;
        browser.wait_for_text("prove-verdict", "Yes").await?;
        browser.wait_for_text("prove-grants", "developers-view").await?;
        let reason = browser.text("prove-reason").await?;
        ensure!(
            reason == "RBAC: allowed by RoleBinding \"developers-view/team-a\" of ClusterRole \"view\" to Group \"dev\"",
            "{reason}"
        );
        let walk = browser.text("prove-walk").await?;
        for word in ["X.509 client certificate", "myuser", "dev", "system:authenticated"] {
            ensure!(walk.contains(word), "{word} is not in {walk}");
        }
        let problems = browser.accessibility_problems().await?;
        ensure!(problems.is_empty(), "{problems:?}");

        // What nearly allows it, and what it lacks.
        browser.type_text("prove-verb", "delete").await?;
        browser.wait_for_text("prove-verdict", "403").await?;
        browser.wait_for_text("prove-misses", "the verb delete").await?;
        browser.click("language-zh-CN").await?;
        browser.wait_for_text("prove-verdict", "不可以").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_whole_dump_gives_a_matrix_risks_and_who_else_can() -> Result<()> {
    Browser::visit("access-dump", Options::default(), async |browser| {
        browser.show("#/access").await?;
        browser.wait_for("access-manifests").await?;
        browser.click("access-defaults").await?;
        browser.paste("access-manifests", ROLES).await?;
        browser
            .wait_for_text("access-loaded", "98 roles and 85 bindings")
            .await?;
        browser.type_text("access-user", "alice").await?;
        browser.type_text("prove-verb", "get").await?;
        browser.type_text("prove-resource", "pods").await?;
        browser.type_text("prove-namespace", "team-a").await?;
        browser
            .wait_for_text("prove-reason", "alice-admin/team-a")
            .await?;
        browser.click("who-can").await?;
        browser
            .wait_for_text("who-can-table", "alice-admin")
            .await?;
        browser.click("matrix-open").await?;
        browser.wait_for_text("matrix-table", "team-a").await?;
        browser.click("risks-open").await?;
        browser.wait_for("risks-list").await?;
        browser.click("difference-open").await?;
        browser.paste("difference-manifests", BINDING).await?;
        browser.wait_for_text("difference-list", "dev").await?;
        Ok(())
    })
    .await
}
