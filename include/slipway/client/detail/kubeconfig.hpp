// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <slipway/client/detail/kubeconfig_files.hpp>
#include <slipway/client/exec_credential.hpp>
#include <slipway/client/kubeconfig.hpp>
#include <slipway/client/token_file.hpp>
#include <slipway/core/compiled.hpp>

namespace slipway::client {

namespace detail {

inline void read_cluster(const config_entry& cluster, connection& into) {
    if (cluster.find("proxy-url") && !cluster.text("proxy-url").empty())
        cluster.fail("proxy-url is not supported");
    const std::string server = cluster.text("server");
    if (server.empty()) cluster.fail("server is missing");
    try {
        into.server = net::base_url::parse(server);
    } catch (const core::status_error& e) {
        cluster.fail("server: " + e.message());
    }
    into.tls.ca_pem = cluster.content("certificate-authority", "the certificate authority");
    into.tls.server_name = cluster.text("tls-server-name");
    into.tls.insecure = cluster.flag("insecure-skip-tls-verify");
    if (into.tls.insecure && !into.tls.ca_pem.empty())
        cluster.fail("a certificate authority and insecure-skip-tls-verify exclude each other");
}

/// What a plugin is told of the cluster (client.authentication.k8s.io/v1, Cluster).
inline json::value cluster_for_plugin(const config_entry& cluster, const connection& to) {
    json::value made = {{"server", to.server.str()}};
    if (!to.tls.server_name.empty()) made["tls-server-name"] = to.tls.server_name;
    if (to.tls.insecure) made["insecure-skip-tls-verify"] = true;
    if (!to.tls.ca_pem.empty())
        made["certificate-authority-data"] = core::encode_base64(to.tls.ca_pem);
    const json::value* extensions = cluster.find("extensions");
    if (extensions && extensions->is_array())
        for (const json::value& e : *extensions)
            if (e.is_object() &&
                e.value("name", json::value()) == "client.authentication.k8s.io/exec" &&
                e.contains("extension"))
                made["config"] = e["extension"];
    return made;
}

inline exec_command read_exec(const config_entry& user, const config_entry& cluster,
                              const connection& to) {
    const json::value& given = *user.find("exec");
    if (!given.is_object()) user.fail("exec is not a map");
    const config_entry exec("exec of user", user.name(), given, user.file());
    exec_command made;
    made.owner = user.str();
    made.command = exec.text("command");
    if (made.command.empty()) exec.fail("command is missing");
    if (made.command.find('/') != made.command.npos) made.command = exec.path("command").string();
    made.api_version = exec.text("apiVersion");
    if (made.api_version != "client.authentication.k8s.io/v1" &&
        made.api_version != "client.authentication.k8s.io/v1beta1")
        exec.fail("apiVersion '" + made.api_version +
                  "' is not supported: it can be client.authentication.k8s.io/v1 or v1beta1");
    if (exec.text("interactiveMode") == "Always")
        exec.fail("interactiveMode Always is not supported: there is nobody to ask");
    made.install_hint = exec.text("installHint");
    const json::value* args = exec.find("args");
    if (args && !args->is_array()) exec.fail("args is not a list");
    if (args)
        for (const json::value& a : *args) made.args.push_back(exec.text(&a, "an element of args"));
    const json::value* env = exec.find("env");
    if (env && !env->is_array()) exec.fail("env is not a list");
    if (env)
        for (const json::value& e : *env) {
            if (!e.is_object() || !e.contains("name") || !e.contains("value"))
                exec.fail("an element of env has no name and value");
            made.env.emplace_back(exec.text(&e["name"], "a name in env"),
                                  exec.text(&e["value"], "a value in env"));
        }
    if (exec.flag("provideClusterInfo")) made.cluster = cluster_for_plugin(cluster, to);
    return made;
}

inline net::headers read_impersonation(const config_entry& user) {
    net::headers made;
    const std::string as = user.text("as"), uid = user.text("as-uid");
    const json::value *groups = user.find("as-groups"), *extra = user.find("as-user-extra");
    if (as.empty() && (!uid.empty() || groups || extra))
        user.fail("as-uid, as-groups and as-user-extra need as");
    if (as.empty()) return made;
    made.add("Impersonate-User", as);
    if (!uid.empty()) made.add("Impersonate-Uid", uid);
    if (groups && !groups->is_array()) user.fail("as-groups is not a list");
    if (groups)
        for (const json::value& g : *groups)
            made.add("Impersonate-Group", user.text(&g, "an element of as-groups"));
    if (extra && !extra->is_object()) user.fail("as-user-extra is not a map");
    if (extra)
        for (const auto& [key, values] : extra->items()) {
            if (!values.is_array()) user.fail("as-user-extra: '" + key + "' is not a list");
            for (const json::value& v : values)
                made.add("Impersonate-Extra-" + key, user.text(&v, "a value of as-user-extra"));
        }
    return made;
}

/// A certificate goes together with each of the other ways; of those there is one.
inline void read_user(const config_entry& user, const config_entry& cluster,
                      const kubeconfig::options& o, connection& into) {
    if (user.find("auth-provider"))
        user.fail("auth-provider is not supported; a credential plugin (exec) has taken its place");
    const std::string certificate = user.content("client-certificate", "the client's certificate");
    const std::string key = user.content("client-key", "the client's key");
    if (!key.empty() && certificate.empty())
        user.fail("client-key is there without client-certificate");
    if (!certificate.empty() && key.empty())
        user.fail("client-certificate is there without client-key");
    const std::string token = user.text("token"), name = user.text("username"),
                      password = user.text("password");
    const std::filesystem::path file = user.path("tokenFile");
    const bool has_token = !token.empty() || !file.empty(), exec = user.find("exec") != nullptr;
    if (has_token + !name.empty() + exec > 1)
        user.fail("of token, username and exec there can be one");
    into.impersonation = read_impersonation(user);
    if (!certificate.empty()) into.tls.own = net::key_pair{certificate, key};
    if (exec) {
        into.credentials =
            std::make_shared<exec_credential>(read_exec(user, cluster, into), o.time);
    } else if (!file.empty()) {
        into.credentials = std::make_shared<token_file>(file);  // newer than a token beside it
    } else if (has_token) {
        into.credentials = std::make_shared<fixed_credential>(credential{"Bearer " + token, {}});
    } else if (!name.empty()) {
        into.credentials = std::make_shared<fixed_credential>(
            credential{"Basic " + core::encode_base64(name + ":" + password), {}});
    }
}

inline config_files read_files(const kubeconfig::options& o) {
    config_files made;
    const auto all = kubeconfig::files(o);
    const std::string listed = o.variable("KUBECONFIG");
    if (all.empty())
        throw core::status_error(
            core::reason::not_found,
            "there is no kubeconfig: " +
                (listed.empty() ? "~/.kube/config does not exist, and KUBECONFIG is not set"
                                : "none of the files of KUBECONFIG exists: " + listed));
    for (const std::filesystem::path& file : all) made.add(file);
    return made;
}

}  // namespace detail

namespace kubeconfig {

SLIPWAY_INLINE std::vector<std::filesystem::path> files(const options& o) {
    if (!o.file.empty()) return {o.file};
    std::vector<std::filesystem::path> made;
    auto add = [&](const std::filesystem::path& file) {
        std::error_code ignored;
        const bool twice = std::find(made.begin(), made.end(), file) != made.end();
        if (!file.empty() && !twice && std::filesystem::exists(file, ignored)) made.push_back(file);
    };
    const std::string listed = o.variable("KUBECONFIG"), home = o.variable("HOME");
    for (std::size_t from = 0; from < listed.size();) {
        const std::size_t colon = std::min(listed.find(':', from), listed.size());
        add(listed.substr(from, colon - from));
        from = colon + 1;
    }
    if (listed.empty() && !home.empty()) add(std::filesystem::path(home) / ".kube" / "config");
    return made;
}

SLIPWAY_INLINE std::vector<std::string> contexts(const options& o) {
    return detail::read_files(o).contexts.names();
}

SLIPWAY_INLINE connection load(const options& o) {
    const detail::config_files all = detail::read_files(o);
    const std::string chosen = o.context.empty() ? all.current : o.context;
    if (chosen.empty() && o.cluster.empty())
        throw core::status_error(core::reason::bad_request,
                                 all.said_by +
                                     ": no context is chosen (current-context is not set); there " +
                                     all.contexts.names_text());
    const detail::config_entry* context =
        chosen.empty() ? nullptr : &all.contexts.get(chosen, all.said_by);
    auto name_of = [&](const std::string& given, const char* field) {
        return !given.empty() || !context ? given : context->text(field);
    };
    const std::string cluster_name = name_of(o.cluster, "cluster"),
                      user_name = name_of(o.user, "user");
    if (cluster_name.empty()) context->fail("cluster is missing");
    const std::string by = context && o.cluster.empty() ? context->str() : all.said_by;
    const detail::config_entry& cluster = all.clusters.get(cluster_name, by);
    connection made;
    made.origin = context ? context->str() : cluster.str();
    detail::read_cluster(cluster, made);
    if (!user_name.empty())
        detail::read_user(
            all.users.get(user_name, context && o.user.empty() ? context->str() : all.said_by),
            cluster, o, made);
    const std::string ns = name_of(o.namespace_, "namespace");
    if (!ns.empty()) made.namespace_ = ns;
    return made;
}

SLIPWAY_INLINE connection find(const options& o) {
    const in_cluster::options pod{.variable = o.variable};
    const bool chosen =
        !o.file.empty() || !o.context.empty() || !o.cluster.empty() || !o.user.empty();
    if (chosen || !files(o).empty() || !in_cluster::possible(pod)) return load(o);
    connection made = in_cluster::load(pod);
    if (!o.namespace_.empty()) made.namespace_ = o.namespace_;
    return made;
}

}  // namespace kubeconfig

}  // namespace slipway::client
