// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/client/exec_credential.hpp>

#include <catch2/catch.hpp>

#include <slipway/json/read.hpp>
#include <support/eventually.hpp>
#include <support/manual_time.hpp>
#include <support/scratch_directory.hpp>

namespace exec_credential_test {

using namespace slipway;
using namespace std::chrono_literals;
using Catch::Contains;

namespace {

const std::string head =
    R"({"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":)";

/// A plugin that is a script of the shell.
client::exec_command plugin(const std::string& script) {
    client::exec_command c;
    c.command = "sh";
    c.args = {"-c", script, "plugin"};
    c.owner = "user 'jane' in /kubeconfig";
    return c;
}
std::string prints(const std::string& text) { return "cat <<'END'\n" + text + "\nEND\n"; }
std::string why(client::exec_command c) {
    try {
        client::exec_credential(std::move(c)).current();
    } catch (const status_error& e) {
        CHECK(e.is(core::reason::unauthorized));
        return e.message();
    }
    return "nothing was thrown";
}
std::size_t lines(const std::filesystem::path& file) {
    const std::string all = scratch_directory::read(file);
    return static_cast<std::size_t>(std::count(all.begin(), all.end(), '\n'));
}

}  // namespace

TEST_CASE("a plugin prints a token, or a certificate with its key") {
    CHECK(client::exec_credential(plugin(prints(head + R"({"token":"t0ken"}})")))
              .current()
              .authorization == "Bearer t0ken");
    const client::credential c =
        client::exec_credential(
            plugin(prints(head + R"({"clientCertificateData":"cert","clientKeyData":"key"}})")))
            .current();
    CHECK(c.authorization.empty());
    REQUIRE(c.certificate);
    CHECK(c.certificate->certificate_pem == "cert");
    CHECK(c.certificate->key_pem == "key");
}

TEST_CASE("a plugin is told what for, gets its arguments and variables, and nothing to read") {
    const scratch_directory dir;
    client::exec_command c =
        plugin("echo \"$KUBERNETES_EXEC_INFO\" > " + (dir / "info").string() +
               "; echo \"$1 $2 $OWN $HOME\" > " + (dir / "words").string() + "; cat > " +
               (dir / "stdin").string() + "; " + prints(head + R"({"token":"t"}})"));
    c.args.insert(c.args.end(), {"a b", "$c"});
    c.env = {{"OWN", "mine"}, {"HOME", "/elsewhere"}};
    c.cluster = {{"server", "https://example.com"}};
    client::exec_credential(c).current();
    CHECK(
        json::read(scratch_directory::read(dir / "info")) ==
        json::value{
            {"apiVersion", "client.authentication.k8s.io/v1"},
            {"kind", "ExecCredential"},
            {"spec", {{"interactive", false}, {"cluster", {{"server", "https://example.com"}}}}}});
    CHECK(scratch_directory::read(dir / "words") == "a b $c mine /elsewhere\n");
    CHECK(scratch_directory::read(dir / "stdin").empty());
    c.cluster = nullptr;
    client::exec_credential(c).current();
    CHECK_FALSE(json::read(scratch_directory::read(dir / "info"))["spec"].contains("cluster"));
}

TEST_CASE("a plugin runs again when its credential has expired or was refused, and not before") {
    const scratch_directory dir;
    auto time = std::make_shared<support::manual_time>();
    client::exec_credential e(
        plugin("echo >> " + (dir / "runs").string() + "; " +
               prints(head + R"({"token":"t","expirationTimestamp":")" + time->date(1h) + "\"}}")),
        time);
    const client::credential first = e.current();
    time->pass(59min);
    e.current();
    CHECK(lines(dir / "runs") == 1);
    time->pass(1min);
    e.current();
    e.current();
    CHECK(lines(dir / "runs") == 3);  // it still prints what has expired
    client::exec_credential lasting(
        plugin("echo >> " + (dir / "more").string() + "; " + prints(head + R"({"token":"t"}})")));
    const client::credential refused = lasting.current();
    CHECK(lasting.refresh({"Bearer of others", {}}));
    lasting.current();
    CHECK(lines(dir / "more") == 1);
    CHECK(lasting.refresh(refused));
    lasting.current();
    CHECK(lines(dir / "more") == 2);
}

TEST_CASE("a command that is missing is named, with what its users are told of it") {
    client::exec_command c = plugin("");
    c.command = "no-such-plugin-anywhere";
    CHECK(
        why(c) ==
        "the credential plugin 'no-such-plugin-anywhere' of user 'jane' in /kubeconfig was not found");
    c.install_hint = "Get it at https://example.com/plugin.";
    CHECK(
        why(c) ==
        "the credential plugin 'no-such-plugin-anywhere' of user 'jane' in /kubeconfig was not found. Get it at https://example.com/plugin.");
    const scratch_directory dir;
    scratch_directory::write(dir / "plain", "no program");
    c.command = dir / "plain";
    CHECK(why(c).find("cannot be started: Permission denied") != std::string::npos);
}

TEST_CASE("what is wrong with a plugin is said, without what it has printed") {
    CHECK(
        why(plugin("echo s3cr3t; echo 'first\nlog in first' >&2; exit 3")) ==
        "the credential plugin 'sh' of user 'jane' in /kubeconfig has failed with exit code 3: log in first");
    CHECK(why(plugin("kill -9 $$")) ==
          "the credential plugin 'sh' of user 'jane' in /kubeconfig has failed with exit code 137");
    for (
        const auto& [output, words] : std::vector<std::pair<std::string, std::string>>{
            {"s3cr3t", "is not JSON"},
            {"[\"s3cr3t\"]", "is no ExecCredential"},
            {R"({"kind":"Secret","status":{"token":"s3cr3t"}})", "is no ExecCredential"},
            {R"({"apiVersion":"client.authentication.k8s.io/v1beta1","kind":"ExecCredential","status":{"token":"s3cr3t"}})",
             "of another version than client.authentication.k8s.io/v1"},
            {head + "null}", "without a status"},
            {head + "{}}", "neither a token nor a certificate"},
            {head + R"({"clientKeyData":"s3cr3t"}})", "a key without its certificate"},
            {head + R"({"token":"s3cr3t","expirationTimestamp":"tomorrow"}})",
             "an expirationTimestamp that is no time"}}) {
        const std::string said = why(plugin(prints(output)));
        INFO(said);
        CHECK(said.find(words) != std::string::npos);
        CHECK(said.find("s3cr3t") == std::string::npos);
    }
}

TEST_CASE(
    "a plugin that does not end, or prints without end, is killed with all that it has started") {
    const scratch_directory dir;
    client::exec_command slow =
        plugin("sleep 1000 & echo $! > " + (dir / "child").string() + "; wait");
    slow.time_limit = 500ms;
    const auto before = std::chrono::steady_clock::now();
    CHECK(why(slow).find("has not ended within 500 ms") != std::string::npos);
    CHECK(std::chrono::steady_clock::now() - before < 10s);
    const pid_t child = std::stoi(scratch_directory::read(dir / "child"));
    CHECK(support::eventually([&] {
        const std::string state =
            scratch_directory::read("/proc/" + std::to_string(child) + "/stat");
        return state.empty() || state.find(") Z") != state.npos;
    }));
    CHECK(
        why(plugin(
                "while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done"))
            .find("more than a megabyte") != std::string::npos);
}

}  // namespace exec_credential_test
