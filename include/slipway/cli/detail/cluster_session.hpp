// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdio>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <unistd.h>

#include <slipway/cli/detail/apply_order.hpp>
#include <slipway/cli/detail/clean_text.hpp>
#include <slipway/cli/detail/cluster_arguments.hpp>
#include <slipway/cli/detail/command.hpp>
#include <slipway/cli/detail/defined_objects.hpp>
#include <slipway/cli/detail/kind_finder.hpp>
#include <slipway/client/client.hpp>
#include <slipway/client/http_transport.hpp>
#include <slipway/client/kubeconfig.hpp>
#include <slipway/core/base64.hpp>
#include <slipway/dsl/rendered.hpp>
#include <slipway/json/write.hpp>

namespace slipway::cli::detail {

/// A definition and the cluster that a command line means, with what both are asked for.
class cluster_session {
public:
    /// Throws `status_error` where no cluster can be found. Nothing is sent yet.
    cluster_session(const dsl::rendered& definition, cluster_arguments a)
        : arguments(std::move(a)),
          home(definition.name),
          objects(defined_objects(definition)),
          transport_(connect(arguments)),
          cluster(transport_),
          kinds(transport_) {
        put_in_apply_order(objects);
        for (defined_object& o : objects)
            if (o.key.kind == "CustomResourceDefinition") kinds.know(o.body);
    }
    cluster_session(const cluster_session&) = delete;

    bool serves(const defined_object& o) {
        return kinds.find(o.key.group, o.version, o.key.kind) != nullptr;
    }
    /// How the cluster serves the object's kind. Objects that do not say it stand in the
    /// definition's namespace.
    const api::resource& kind_of(defined_object& o) {
        const api::resource* kind = kinds.find(o.key.group, o.version, o.key.kind);
        if (!kind) {
            const std::string version = (o.key.group.empty() ? "" : o.key.group + '/') + o.version;
            throw core::status_error(
                core::reason::not_found,
                "the cluster does not serve " + version + ' ' + o.key.kind +
                    ", and the definition has no CustomResourceDefinition for it");
        }
        if (!kind->namespaced) o.key.namespace_.clear();
        else if (o.key.namespace_.empty())
            o.body["metadata"]["namespace"] = o.key.namespace_ = home;
        return *kind;
    }

    /// Throws `status_error` where the cluster, older or newer than the definition, serves the kind
    /// in other versions only, or not at all.
    void insist_on(const defined_object& o, const api::resource& kind) {
        if (kinds.is_served(kind)) return;
        std::string others;
        for (const std::string& v : kinds.versions_of(o.key.group, o.key.kind))
            others += (others.empty() ? "" : " and ") + o.key.group + '/' + v;
        throw core::status_error(
            core::reason::not_found,
            "the cluster does not serve " + o.key.group + '/' + o.version + ' ' + o.key.kind +
                (others.empty() ? ", and no other version of it" : "; it serves " + others));
    }

    /// `Deployment web (shop.cpp:12)`
    std::string shown(const defined_object& o) const {
        return o.key.shown(home) + (o.place.empty() ? "" : " (" + o.place + ")");
    }
    std::string shown(const object_key& k) const { return clean_text(k.shown(home)); }
    /// The cluster, for people.
    std::string where() const {
        const client::connection& to = transport_.to();
        return to.server.str() + (to.origin.empty() ? "" : " (" + to.origin + ")");
    }

    /// Progress: not with `--quiet`.
    void say(const std::string& line) const {
        if (arguments.quiet) return;
        std::printf("%s\n", clean_text(line, true).c_str());
        std::fflush(stdout);
    }

    const cluster_arguments arguments;
    const std::string home;  ///< the definition's name, and its namespace
    std::vector<defined_object> objects;

private:
    static client::connection connect(const cluster_arguments& a) {
        client::kubeconfig::options o;
        o.file = a.kubeconfig;
        o.context = a.context;
        return client::kubeconfig::find(o);
    }
    client::http_transport transport_;

public:
    const client::client cluster;
    kind_finder kinds;
};

/// Takes the values of a Secret out of a message: a server may quote what it does not accept. In
/// the place of a short value, which may be a part of any word, a mark would tell it.
inline std::string without_secrets(std::string message, const defined_object& of) {
    if (of.key.kind != "Secret" || !of.key.group.empty()) return message;
    bool told = false;
    const auto hide = [&](const std::string& value) {
        if (value.empty()) return;
        if (value.size() < 4) told = told || message.find(value) != message.npos;
        for (std::size_t at = message.find(value); at != message.npos;
             at = message.find(value, at + 3))
            message.replace(at, value.size(), "***");
    };
    for (const char* member : {"data", "stringData"})
        if (const json::value* values = inside(of.body, {member}); values && values->is_object())
            for (const auto& [key, v] : values->items()) {
                const std::string text = v.is_string() ? v.get<std::string>() : json::write(v);
                hide(text);
                if (const auto plain = core::decode_base64(text)) hide(*plain);
            }
    return told
               ? "the server does not take it; why is not shown, since that may hold one of its values"
               : message;
}

/// A command on a cluster: reads its part of the command line, of which it `takes` some options,
/// and calls `run(session)`.
template <class Run>
int on_cluster(const dsl::rendered& cluster, int argc, char** argv,
               std::initializer_list<std::string_view> takes, Run run) {
    cluster_arguments asked;
    if (const auto wrong = asked.read(argc, argv, takes)) return *wrong;
    return guarded(argv[0], [&] {
        cluster_session session(cluster, asked);
        try {
            return run(session);
        } catch (const core::status_error& e) {
            if (!e.is(core::reason::unauthorized)) throw;
            throw core::status_error(
                e.why(), e.code(),
                session.where() + " does not accept the credentials: " + e.what());
        }
    });
}

/// Whether somebody at a terminal says yes. Without a terminal, nobody does.
inline bool agreed(const std::string& question) {
    if (!::isatty(STDIN_FILENO)) return false;
    std::fflush(stdout);
    std::fprintf(stderr, "%s [y/N] ", question.c_str());
    std::fflush(stderr);
    std::string answer;
    char c = 0;
    while (answer.size() < 100 && ::read(STDIN_FILENO, &c, 1) == 1 && c != '\n') answer += c;
    return answer == "y" || answer == "Y" || answer == "yes";
}

}  // namespace slipway::cli::detail
