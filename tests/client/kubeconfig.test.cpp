// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/client/kubeconfig.hpp>

#include <map>

#include <catch2/catch.hpp>

#include <slipway/core/base64.hpp>
#include <slipway/json/read.hpp>
#include <support/scratch_directory.hpp>

namespace kubeconfig_test {

using namespace slipway;
using Catch::Contains;
namespace kubeconfig = client::kubeconfig;

namespace {

/// A home with files, and nothing of this program's own environment.
struct home {
    scratch_directory dir;
    std::map<std::string, std::string> variables{{"HOME", dir.path().string()}};

    std::string write(const std::string& name, const std::string& text) const {
        scratch_directory::write(dir / name, text);
        return (dir / name).string();
    }
    kubeconfig::options options() const {
        kubeconfig::options o;
        o.variable = [this](const char* name) {
            return variables.count(name) ? variables.at(name) : std::string();
        };
        return o;
    }
    client::connection load(const std::string& text) const {
        kubeconfig::options o = options();
        o.file = write("config", text);
        return kubeconfig::load(o);
    }
    /// Of a cluster and a user with these fields, in flow style.
    client::connection one(const std::string& cluster, const std::string& user = "{}") const {
        return load(config(cluster, user));
    }
    std::string why(const std::string& cluster, const std::string& user = "{}") const {
        return why_not(config(cluster, user));
    }
    std::string why_not(const std::string& text) const {
        try {
            load(text);
        } catch (const status_error& e) {
            CHECK(e.message().find("s3cr3t") == std::string::npos);
            return e.message();
        }
        return "nothing was thrown";
    }
    static std::string config(const std::string& cluster, const std::string& user) {
        return "apiVersion: v1\nkind: Config\nclusters: [{name: c, cluster: " + cluster +
               "}]\nusers: [{name: u, user: " + user +
               "}]\ncontexts: [{name: x, context: {cluster: c, user: u}}]\ncurrent-context: x\n";
    }
};

const std::string server = "server: 'https://example.com:6443'";
std::string encoded(const std::string& s) { return core::encode_base64(s); }
std::string authorization(const client::connection& c) {
    return c.credentials ? c.credentials->current().authorization : "none";
}

const std::string two = R"(apiVersion: v1
kind: Config
clusters:
- {name: test, cluster: {server: "https://test.example.com"}}
- {name: prod, cluster: {server: "https://prod.example.com"}}
users:
- {name: jane, user: {token: of-jane}}
- {name: root, user: {token: of-root}}
contexts:
- {name: test, context: {cluster: test, user: jane, namespace: shop}}
- {name: prod, context: {cluster: prod, user: root}}
current-context: test
)";

}  // namespace

TEST_CASE("the current context counts, or the one that is chosen, or parts of it") {
    const home h;
    kubeconfig::options o = h.options();
    o.file = h.write("config", two);
    const client::connection current = kubeconfig::load(o);
    CHECK(current.server.str() == "https://test.example.com");
    CHECK(current.namespace_ == "shop");
    CHECK(authorization(current) == "Bearer of-jane");
    CHECK(current.origin == "context 'test' in " + (h.dir / "config").string());
    CHECK(kubeconfig::contexts(o) == std::vector<std::string>{"test", "prod"});
    o.context = "prod";
    CHECK(kubeconfig::load(o).server.str() == "https://prod.example.com");
    CHECK(kubeconfig::load(o).namespace_ == "default");
    o.cluster = "test";
    o.user = "jane";
    o.namespace_ = "other";
    CHECK(kubeconfig::load(o).server.str() == "https://test.example.com");
    CHECK(authorization(kubeconfig::load(o)) == "Bearer of-jane");
    CHECK(kubeconfig::load(o).namespace_ == "other");
}

TEST_CASE("a name that is not there is answered by those that are") {
    const home h;
    kubeconfig::options o = h.options();
    o.file = h.write("config", two);
    const std::string file = o.file.string();
    o.context = "staging";
    CHECK_THROWS_WITH(kubeconfig::load(o),
                      file + ": no context named 'staging'; there are: test, prod");
    o.context = "prod";
    o.cluster = "staging";
    CHECK_THROWS_WITH(kubeconfig::load(o),
                      file + ": no cluster named 'staging'; there are: test, prod");
    o.cluster.clear();
    o.user = "joe";
    CHECK_THROWS_WITH(kubeconfig::load(o), file + ": no user named 'joe'; there are: jane, root");
    CHECK(h.why_not(
              "contexts: [{name: x, context: {cluster: gone, user: u}}]\ncurrent-context: x\n") ==
          "context 'x' in " + file + ": no cluster named 'gone'; there is none");
    CHECK(h.why_not("contexts: [{name: x, context: {}}, {name: y}]\n") ==
          file + ": no context is chosen (current-context is not set); there are: x, y");
    CHECK(h.why_not("contexts: [{name: x, context: {}}]\ncurrent-context: x\n") ==
          "context 'x' in " + file + ": cluster is missing");
    CHECK(h.why_not("") ==
          file + ": no context is chosen (current-context is not set); there is none");
}

TEST_CASE("of several files the first that says something counts, entry by entry") {
    home h;
    const std::string a = h.write(
        "a/config",
        "clusters: [{name: c, cluster: {server: 'https://a.example.com', certificate-authority: ca.pem}}]\nusers: [{name: u, user: {}}]\n");
    const std::string b = h.write(
        "b/config",
        home::config("{server: 'https://b.example.com', tls-server-name: b}", "{token: of-b}"));
    h.write("a/ca.pem", "the ca beside a");
    h.variables["KUBECONFIG"] = "/no/such/file::" + a + ":" + b + ":" + a;
    const client::connection c = kubeconfig::load(h.options());
    CHECK(c.server.str() == "https://a.example.com");
    CHECK(c.tls.ca_pem == "the ca beside a");
    CHECK(c.tls.server_name.empty());  // not from the other cluster of that name
    CHECK(authorization(c) == "none");
    CHECK(kubeconfig::files(h.options()) == std::vector<std::filesystem::path>{a, b});
    kubeconfig::options o = h.options();
    o.context = "y";
    CHECK_THROWS_WITH(kubeconfig::load(o), a + ", " + b + ": no context named 'y'; there are: x");
}

TEST_CASE(
    "without KUBECONFIG it is the file in the home; without that, the pod's account or an error") {
    home h;
    CHECK_THROWS_WITH(
        kubeconfig::load(h.options()),
        "there is no kubeconfig: ~/.kube/config does not exist, and KUBECONFIG is not set");
    CHECK_THROWS_AS(kubeconfig::find(h.options()), status_error);
    h.write(".kube/config", two);
    CHECK(kubeconfig::load(h.options()).server.str() == "https://test.example.com");
    CHECK(kubeconfig::find(h.options()).server.str() == "https://test.example.com");
    h.variables["KUBECONFIG"] = "/no/such/file:/nor/this";
    CHECK_THROWS_WITH(
        kubeconfig::load(h.options()),
        "there is no kubeconfig: none of the files of KUBECONFIG exists: /no/such/file:/nor/this");
    kubeconfig::options o = h.options();
    o.file = "/no/such/file";
    CHECK_THROWS_WITH(kubeconfig::load(o), "the kubeconfig '/no/such/file' does not exist");
    o.file = h.dir.path();
    CHECK_THROWS_WITH(kubeconfig::load(o),
                      "the kubeconfig '" + h.dir.path().string() + "' cannot be read");
}

TEST_CASE("certificates are data or files, beside the file that names them; data comes first") {
    const home h;
    h.write("pki/ca.pem", "ca file");
    h.write("pki/cert.pem", "cert file");
    const client::connection files = h.one(
        "{" + server + ", certificate-authority: pki/ca.pem, tls-server-name: api.internal}",
        "{client-certificate: pki/cert.pem, client-key: " + h.write("key.pem", "key file") + "}");
    CHECK(files.tls.ca_pem == "ca file");
    CHECK(files.tls.server_name == "api.internal");
    REQUIRE(files.tls.own);
    CHECK(files.tls.own->certificate_pem == "cert file");
    CHECK(files.tls.own->key_pem == "key file");
    CHECK_FALSE(files.tls.insecure);
    const client::connection data =
        h.one("{" + server + ", certificate-authority: no/file, certificate-authority-data: " +
                  encoded("ca data") + "}",
              "{client-certificate-data: " + encoded("cert data") +
                  ", client-key: no/file, client-key-data: " + encoded("key data") + "}");
    CHECK(data.tls.ca_pem == "ca data");
    CHECK(data.tls.own->certificate_pem == "cert data");
    CHECK(data.tls.own->key_pem == "key data");
    CHECK(h.one("{" + server + ", insecure-skip-tls-verify: true}").tls.insecure);
}

TEST_CASE("users have a token, a file with one, or a password") {
    const home h;
    CHECK(authorization(h.one("{" + server + "}", "{token: t0ken}")) == "Bearer t0ken");
    h.write("token", "in-file\n");
    const client::connection c = h.one("{" + server + "}", "{tokenFile: token, token: older}");
    CHECK(authorization(c) == "Bearer in-file");
    h.write("token", "newer\n");
    CHECK(authorization(c) == "Bearer newer");
    CHECK(authorization(h.one("{" + server + "}", "{username: jane, password: 'pass:word'}")) ==
          "Basic " + encoded("jane:pass:word"));
    CHECK(authorization(h.one("{" + server + "}")) == "none");
    CHECK(authorization(
              h.load("clusters: [{name: c, cluster: {" + server +
                     "}}]\ncontexts: [{name: x, context: {cluster: c}}]\ncurrent-context: x\n")) ==
          "none");
}

TEST_CASE("who acts as somebody else says so in each request") {
    const home h;
    const client::connection c = h.one(
        "{" + server + "}",
        "{token: t, as: jane, as-uid: '7', as-groups: [dev, ops], as-user-extra: {scope: [a]}}");
    std::string all;
    for (const auto& [name, value] : c.impersonation) all += name + "=" + value + " ";
    CHECK(
        all ==
        "Impersonate-User=jane Impersonate-Uid=7 Impersonate-Group=dev Impersonate-Group=ops Impersonate-Extra-scope=a ");
    CHECK(h.why("{" + server + "}", "{as-groups: [dev]}").find("need as") != std::string::npos);
}

TEST_CASE(
    "a credential plugin is run, found beside the file, and told of the cluster if it wants to know") {
    const home h;
    h.write(
        "bin/plugin",
        "#!/bin/sh\necho \"$KUBERNETES_EXEC_INFO\" > \"$OUT\"\necho '{\"apiVersion\":\"client.authentication.k8s.io/v1beta1\",\"kind\":\"ExecCredential\",\"status\":{\"token\":\"'\"$1\"'\"}}'\n");
    std::filesystem::permissions(h.dir / "bin/plugin", std::filesystem::perms(0700));
    const client::connection c = h.one(
        "{" + server + ", certificate-authority-data: " + encoded("ca") +
            ", extensions: [{name: client.authentication.k8s.io/exec, extension: {audience: a}}]}",
        "{exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: ./bin/plugin, args: [t0ken], env: [{name: OUT, value: " +
            (h.dir / "info").string() +
            "}], provideClusterInfo: true, interactiveMode: IfAvailable}}");
    CHECK(authorization(c) == "Bearer t0ken");
    CHECK(json::read(scratch_directory::read(h.dir / "info"))["spec"]["cluster"] ==
          json::value{{"server", "https://example.com:6443"},
                      {"certificate-authority-data", encoded("ca")},
                      {"config", {{"audience", "a"}}}});
    const client::connection missing = h.one(
        "{" + server + "}",
        "{exec: {apiVersion: client.authentication.k8s.io/v1, command: no-such-plugin, installHint: Ask Jane.}}");
    CHECK_THROWS_WITH(missing.credentials->current(),
                      "the credential plugin 'no-such-plugin' of user 'u' in " +
                          (h.dir / "config").string() + " was not found. Ask Jane.");
}

TEST_CASE("what is wrong is named with its file, and never with its secrets") {
    const home h;
    const std::string file = (h.dir / "config").string(), c = "cluster 'c' in " + file + ": ",
                      u = "user 'u' in " + file + ": ", good = "{" + server + "}";
    CHECK(h.why("{}") == c + "server is missing");
    CHECK(
        h.why("{server: example.com}") ==
        c + "server: 'example.com' is not the address of a server: it has to begin with https:// or http://");
    CHECK(h.why("{server: 'https://jane:s3cr3t@example.com'}").starts_with(c + "server: "));
    CHECK(h.why("{" + server + ", proxy-url: 'http://proxy'}") == c + "proxy-url is not supported");
    CHECK(h.why("{" + server + ", certificate-authority: no/file}") ==
          c + "cannot read the certificate authority from '" + (h.dir / "no/file").string() + "'");
    CHECK(h.why("{" + server + ", certificate-authority-data: '%%'}") ==
          c + "certificate-authority-data is not base64");
    CHECK(h.why("{" + server +
                ", certificate-authority-data: YQ==, insecure-skip-tls-verify: true}") ==
          c + "a certificate authority and insecure-skip-tls-verify exclude each other");
    CHECK(h.why("{" + server + ", insecure-skip-tls-verify: maybe}") ==
          c + "insecure-skip-tls-verify is neither true nor false");
    CHECK(h.why(good, "{token: 12345}") == u + "token is not a text (are quotes missing?)");
    CHECK(h.why(good, "{token: s3cr3t, username: jane}") ==
          u + "of token, username and exec there can be one");
    CHECK(h.why(good, "{client-key-data: " + encoded("s3cr3t") + "}") ==
          u + "client-key is there without client-certificate");
    CHECK(h.why(good, "{client-certificate-data: YQ==}") ==
          u + "client-certificate is there without client-key");
    CHECK(h.why(good, "{auth-provider: {name: gcp}}") ==
          u + "auth-provider is not supported; a credential plugin (exec) has taken its place");
    const std::string e = "exec of " + u;
    CHECK(h.why(good, "{exec: plugin}") == u + "exec is not a map");
    CHECK(h.why(good, "{exec: {apiVersion: client.authentication.k8s.io/v1}}") ==
          e + "command is missing");
    CHECK(h.why(good, "{exec: {apiVersion: client.authentication.k8s.io/v1alpha1, command: x}}")
              .starts_with(e +
                           "apiVersion 'client.authentication.k8s.io/v1alpha1' is not supported"));
    CHECK(
        h.why(
            good,
            "{exec: {apiVersion: client.authentication.k8s.io/v1, command: x, interactiveMode: Always}}") ==
        e + "interactiveMode Always is not supported: there is nobody to ask");
    CHECK(h.why(good,
                "{exec: {apiVersion: client.authentication.k8s.io/v1, command: x, args: [1]}}") ==
          e + "an element of args is not a text (are quotes missing?)");
    CHECK(
        h.why(
            good,
            "{exec: {apiVersion: client.authentication.k8s.io/v1, command: x, env: [{name: a}]}}") ==
        e + "an element of env has no name and value");
}

TEST_CASE("what is no kubeconfig is refused") {
    const home h;
    const std::string file = (h.dir / "config").string() + ": ";
    CHECK(h.why_not("a: [").starts_with(file));
    CHECK(h.why_not("- a\n") == file + "a kubeconfig is one map");
    CHECK(h.why_not("a: 1\n---\nb: 2\n") == file + "a kubeconfig is one map");
    CHECK(h.why_not("kind: Pod\n") ==
          file + "this is not a kubeconfig (apiVersion v1, kind Config)");
    CHECK(h.why_not("clusters: {a: b}\n") == file + "clusters is not a list");
    CHECK(h.why_not("users: [{user: {token: s3cr3t}}]\n") ==
          file + "an element of users has no name that is a text");
    CHECK(h.why_not("users: [{name: 5}]\n") ==
          file + "an element of users has no name that is a text");
    CHECK(h.why_not("users: [s3cr3t]\n") ==
          file + "an element of users has no name that is a text");
    CHECK(h.why_not("users: [{name: u, user: s3cr3t}]\n") == file + "user 'u' is not a map");
    CHECK(h.why_not("users: [{name: u}, {name: u}]\n") ==
          file + "there are two with the name 'u' in users");
    CHECK(h.why_not("current-context: 7\n") == file + "current-context is not a text");
}

}  // namespace kubeconfig_test
