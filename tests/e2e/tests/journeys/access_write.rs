//! The Access room's writing half: form, manifest and commands stay in step, whichever is changed.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use certbench_e2e::browser::Browser;
use certbench_e2e::options::Options;
use serde_json::Value;

/// What the recorded control plane answered.
const ANSWERS: &str = include_str!("../../../fixtures/other-answers.json");

fn message(name: &str) -> Result<String> {
    let answers: Value = serde_json::from_str(ANSWERS)?;
    let message = answers[name]["message"].as_str();
    Ok(message.context("not recorded")?.to_owned())
}

async fn wait_for_value(browser: &Browser, id: &str, part: &str) -> Result<()> {
    let script = format!(
        "return document.getElementById('{id}')?.value.includes({})",
        Value::from(part)
    );
    let what = format!("#{id} to hold {part:?}");
    browser
        .wait_until_true(&what, Duration::from_secs(30), &script)
        .await
}

async fn open(browser: &Browser) -> Result<()> {
    browser.show("#/access").await?;
    browser.wait_for("write-from").await
}

/// Nothing is shown that is still a key.
async fn words_everywhere(browser: &Browser) -> Result<()> {
    let script = "
        const words = document.querySelector('section[aria-labelledby=write-title]').innerText;
        return words.match(/(?:draft-error|preset|write|finding)-[a-z-]+/g) ?? []";
    let keys = browser.evaluate(script).await?;
    ensure!(keys == serde_json::json!([]), "{keys}");
    Ok(())
}

#[tokio::test]
async fn form_manifest_and_commands_stay_in_step() -> Result<()> {
    Browser::visit("access-write", Options::default(), async |browser| {
        open(browser).await?;
        browser.choose("write-preset", "log-reader").await?;
        // What is shown is what counts, though nobody has chosen it.
        ensure!(browser.value("write-subject-kind").await? == "User");
        browser.type_text("write-namespace", "shop").await?;
        browser.type_text("write-subject", "jane").await?;
        browser.click("write-begin").await?;
        wait_for_value(browser, "write-manifest", "kind: RoleBinding").await?;
        wait_for_value(browser, "write-manifest", "namespace: shop").await?;
        wait_for_value(browser, "write-manifest", "name: jane").await?;
        browser.wait_for("write-valid").await?;
        browser
            .wait_for_text("write-kubectl", "kubectl create role log-reader")
            .await?;
        // The form changes the manifest …
        browser.type_text("write-name-0-0", "watcher").await?;
        wait_for_value(browser, "write-manifest", "name: watcher").await?;
        browser
            .type_text("write-verbs-0-0", "get, list, delete")
            .await?;
        wait_for_value(browser, "write-manifest", "- delete").await?;
        // … and the binding of a role that is gone is told.
        browser.wait_for_text("write-remarks", "log-reader").await?;
        // … and the manifest the form.
        let manifest = browser.value("write-manifest").await?;
        let changed = manifest.replace("- delete", "- patch");
        browser.paste("write-manifest", &changed).await?;
        wait_for_value(browser, "write-verbs-0-0", "get, list, patch").await?;
        browser.wait_for_text("write-kubectl", "patch").await?;
        browser.click("write-manifest-save").await?;
        let saved = browser.downloaded("access.yaml").await?;
        ensure!(std::fs::read_to_string(saved)? == changed);
        // Another room and back: it is still there.
        browser.click("room-inspect").await?;
        browser.wait_for("inspect-text").await?;
        browser.click("room-access").await?;
        wait_for_value(browser, "write-verbs-0-0", "patch").await?;
        browser.click("wipe").await?;
        browser.driver().accept_alert().await?;
        browser.wait_until_gone("write-draft-0").await?;
        ensure!(browser.value("write-manifest").await?.is_empty());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn objects_are_written_from_nothing() -> Result<()> {
    Browser::visit(
        "access-write-nothing",
        Options::default(),
        async |browser| {
            open(browser).await?;
            // A resource from the catalogue brings its group along.
            browser.click("write-fresh-role").await?;
            browser
                .choose("write-known-0-0", "apps deployments/scale")
                .await?;
            wait_for_value(browser, "write-resources-0-0", "deployments/scale").await?;
            wait_for_value(browser, "write-groups-0-0", "apps").await?;
            browser.choose("write-known-0-0", " pods/log").await?;
            wait_for_value(browser, "write-resources-0-0", "scale, pods/log").await?;
            wait_for_value(browser, "write-groups-0-0", "apps, \"\"").await?;
            browser.click("write-drop-0-0").await?;
            browser.wait_until_gone("write-draft-0").await?;
            browser.click("write-fresh-clusterrole").await?;
            browser.type_text("write-name-0-0", "metrics").await?;
            browser.type_text("write-verbs-0-0", "get").await?;
            browser.type_text("write-groups-0-0", " ").await?;
            browser.type_text("write-urls-0-0", "/metrics").await?;
            browser.click("write-fresh-clusterrolebinding").await?;
            browser
                .choose("write-subject-kind-1-0", "ServiceAccount")
                .await?;
            // The server's own words about what is missing.
            browser
                .wait_for_text("write-refused", "Required value")
                .await?;
            browser.type_text("write-subject-1-0", "scraper").await?;
            browser
                .type_text("write-subject-namespace-1-0", "monitoring")
                .await?;
            browser.wait_for("write-valid").await?;
            browser
                .wait_for_text("write-kubectl", "--serviceaccount=monitoring:scraper")
                .await?;
            browser.click("write-more-1-0").await?;
            browser.click("write-less-1-1").await?;
            browser.wait_until_gone("write-subject-1-1").await?;
            browser.click("write-drop-1-0").await?;
            browser.wait_until_gone("write-draft-1").await?;
            Ok(())
        },
    )
    .await
}

#[tokio::test]
async fn refusals_come_to_roles_and_errors_speak_both_languages() -> Result<()> {
    Browser::visit("access-write-refusals", Options::default(), async |browser| {
        open(browser).await?;
        browser.choose("write-from", "refusals").await?;
        let refusals = [
            message("forbidden text: get pod")?,
            message("forbidden text: pod log")?,
        ];
        browser.paste("write-refusals", &refusals.join("\n")).await?;
        browser.click("write-begin").await?;
        wait_for_value(browser, "write-manifest", "name: allow-jane").await?;
        wait_for_value(browser, "write-manifest", "- pods/log").await?;
        browser.wait_for("write-valid").await?;
        browser.click("write-by-name").await?;
        browser.click("write-begin").await?;
        wait_for_value(browser, "write-objects-0-0", "x").await?;
        // What is no refusal takes nothing away.
        browser.paste("write-refusals", "all is well").await?;
        browser.click("write-begin").await?;
        browser.wait_for("write-note").await?;
        wait_for_value(browser, "write-manifest", "name: allow-jane").await?;
        browser.choose("write-from", "commands").await?;
        browser
            .paste("write-commands", "kubectl create role r --verb=get --resource=nothing")
            .await?;
        browser.click("write-begin").await?;
        browser
            .wait_for_text("write-errors", "No built-in resource is called nothing")
            .await?;
        browser.click("language-zh-CN").await?;
        browser.wait_for_text("write-errors", "内置资源").await?;
        words_everywhere(browser).await?;
        let lost = "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata:\n  name: r\n  \
                    annotations: {a: b}\nrules: []\n---\nkind: Pod\n";
        browser.paste("write-manifest", lost).await?;
        browser
            .wait_for_text("write-lost", "metadata.annotations")
            .await?;
        browser.wait_for_text("write-errors", "Pod").await?;
        words_everywhere(browser).await?;
        browser.click("language-en").await?;
        browser.wait_for_text("write-errors", "is no Role").await?;
        words_everywhere(browser).await?;
        let problems = browser.accessibility_problems().await?;
        ensure!(problems.is_empty(), "{problems:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn comments_labels_and_aggregation_stay_in_step_with_the_form() -> Result<()> {
    Browser::visit(
        "access-write-comments",
        Options::default(),
        async |browser| {
            open(browser).await?;
            browser.choose("write-from", "manifest").await?;
            let manifest = "# Everybody's roles.\nkind: ClusterRole\n\
                        apiVersion: rbac.authorization.k8s.io/v1\n\
                        metadata:\n  annotations: {team: web} # ours\n  name: view-all\n\
                        rules:\n- apiGroups: ['']\n  resources: [pods]\n  verbs: [get] # no list\n";
            browser.paste("write-manifest", manifest).await?;
            wait_for_value(browser, "write-verbs-0-0", "get").await?;
            browser.type_text("write-verbs-0-0", "get, watch").await?;
            wait_for_value(
                browser,
                "write-manifest",
                "  verbs: [get, watch] # no list\n",
            )
            .await?;
            browser.type_text("write-labels-0-0", "tier=one").await?;
            wait_for_value(browser, "write-manifest", "  labels:\n    tier: one\n").await?;
            wait_for_value(browser, "write-manifest", "# Everybody's roles.\n").await?;
            wait_for_value(browser, "write-manifest", "{team: web} # ours\n").await?;
            browser
                .wait_for_text("write-lost", "metadata.annotations")
                .await?;
            browser.click("write-less-0-0").await?;
            browser.click("write-more-selectors-0-0").await?;
            browser
                .type_text("write-selector-0-0", "tier=two, a/b=c")
                .await?;
            wait_for_value(
                browser,
                "write-manifest",
                "  - matchLabels:\n      a/b: c\n      tier: two\n",
            )
            .await?;
            browser.wait_for("write-valid").await?;
            browser.click("write-less-selectors-0-0").await?;
            browser.wait_until_gone("write-selector-0-0").await?;
            words_everywhere(browser).await
        },
    )
    .await
}

#[tokio::test]
async fn whoever_creates_a_role_must_hold_what_it_grants() -> Result<()> {
    Browser::visit("access-write-author", Options::default(), async |browser| {
        open(browser).await?;
        let group = "rbac.authorization.k8s.io";
        let may_write = format!(
            "apiVersion: {group}/v1\nkind: ClusterRole\nmetadata: {{name: author}}\n\
             rules: [{{apiGroups: [{group}], resources: [roles], verbs: [create]}}]\n---\n\
             apiVersion: {group}/v1\nkind: ClusterRoleBinding\nmetadata: {{name: author}}\n\
             roleRef: {{apiGroup: {group}, kind: ClusterRole, name: author}}\n\
             subjects: [{{kind: User, name: joe}}]\n---\n\
             apiVersion: {group}/v1\nkind: ClusterRoleBinding\nmetadata: {{name: view}}\n\
             roleRef: {{apiGroup: {group}, kind: ClusterRole, name: view}}\n\
             subjects: [{{kind: User, name: joe}}]\n"
        );
        browser.paste("access-manifests", &may_write).await?;
        browser.choose("write-from", "manifest").await?;
        let role = format!(
            "apiVersion: {group}/v1\nkind: Role\nmetadata: {{name: r, namespace: walk}}\n\
             rules: [{{apiGroups: [''], resources: [pods], verbs: [get]}}]\n"
        );
        browser.paste("write-manifest", &role).await?;
        browser.click("write-author-open").await?;
        browser.type_text("write-author", "joe").await?;
        browser.wait_for("write-author-may").await?;
        browser.type_text("write-verbs-0-0", "get, delete").await?;
        browser
            .wait_for_text(
                "write-author-refused",
                "attempting to grant RBAC permissions not currently held",
            )
            .await?;
        browser
            .wait_for_text("write-author-refused", "Verbs:[\"delete\"]")
            .await?;
        browser.type_text("write-author", "jane").await?;
        browser
            .wait_for_text("write-author-refused", "cannot create resource \"roles\"")
            .await?;
        browser
            .type_text("write-author-groups", "system:masters")
            .await?;
        browser.wait_for("write-author-may").await?;
        browser.click("language-zh-CN").await?;
        browser
            .wait_for_text("write-author-may", "可以创建全部对象")
            .await?;
        words_everywhere(browser).await?;
        let problems = browser.accessibility_problems().await?;
        ensure!(problems.is_empty(), "{problems:?}");
        Ok(())
    })
    .await
}
