// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/core/base64.hpp>
#include <slipway/net/message.hpp>
#include <slipway/net/password_hash.hpp>
#include <slipway/net/random_token.hpp>
#include <slipway/oci/digest.hpp>
#include <slipway/registry/detail/server_error.hpp>
#include <slipway/registry/server_options.hpp>

namespace slipway::registry::detail {

/// What one repository may be used for.
struct access_grant {
    std::string repository{};
    bool pull = false, push = false, remove = false;

    bool has(registry_action a) const {
        return a == registry_action::pull ? pull : a == registry_action::push ? push : remove;
    }
};

/// Who asks, and by what right.
struct caller {
    std::string user{};  ///< empty: nobody knows
    /// by a token, which gives no more than that
    std::optional<std::vector<access_grant>> granted{};
};

/// Knows who may do what. Passwords and tokens are compared by their hashes only.
class gatekeeper {
public:
    explicit gatekeeper(const server_options& options) : options_(options), rules_(options.rules) {
        if (rules_.empty()) rules_.push_back({.push = true, .remove = true});
        for (const auto& [name, hash] : options.users) {
            const bool sound = !name.empty() && name != "*" && name.find(':') == name.npos &&
                               net::is_password_hash(hash);
            if (!sound)
                throw status_error(
                    core::reason::bad_request,
                    "the user \"" + name +
                        "\" of the registry has no sound name, or no sound hash of a password");
        }
    }

    bool open() const { return options_.asks == authentication::none; }

    /// Who asks, as the Authorization field says. Throws unauthorized where it says something
    /// wrong.
    caller identify(const net::request& r, const std::string& url) {
        const std::string_view field = r.headers["Authorization"];
        if (open() || field.empty()) return {};
        if (scheme(field, "basic")) {
            auto user = by_password(field.substr(6));
            if (!user) throw challenge(url, "", "the name or the password is wrong");
            return {*std::move(user), {}};
        }
        if (scheme(field, "bearer") && options_.asks == authentication::token)
            if (auto known = by_token(field.substr(7))) return *std::move(known);
        throw challenge(url, "", "the token is unknown, or no longer good");
    }

    /// The same where that needs neither work nor anybody's waiting: nothing for others, those who
    /// are nobody among them.
    std::optional<caller> identify_at_once(const net::request& r) {
        const std::string_view field = r.headers["Authorization"];
        if (open() || field.empty()) return caller{};
        if (scheme(field, "bearer") && options_.asks == authentication::token)
            return by_token(field.substr(7));
        return {};
    }

    bool may(const caller& who, const std::string& repository, registry_action a) const {
        if (open()) return true;
        if (who.granted && repository != "*")
            return std::any_of(
                who.granted->begin(), who.granted->end(),
                [&](const access_grant& g) { return g.repository == repository && g.has(a); });
        return allows(rules_, who.user, repository, a);
    }
    /// Throws unauthorized, with what would help, or forbidden.
    void require(const caller& who, const std::string& repository, registry_action a,
                 const std::string& url) const {
        if (may(who, repository, a)) return;
        const std::string scope = "repository:" + repository + ":" +
                                  (a == registry_action::pull   ? "pull"
                                   : a == registry_action::push ? "pull,push"
                                                                : "delete");
        if (who.user.empty() || who.granted)
            throw challenge(url, scope, "this needs other rights to " + repository);
        throw protocol_error(core::reason::forbidden, 403, "DENIED",
                             who.user + " may not do this to " + repository);
    }
    /// Clients learn from this how to say who they are, so that it is asked for though some may be
    /// pulled without.
    void require_somebody(const caller& who, const std::string& url) const {
        if (open() || !who.user.empty() || who.granted) return;
        throw challenge(url, "", "who asks?");
    }

    /// The answer of `/token` (distribution, "Token Authentication Specification" and "OAuth2").
    /// `form`: the query, or the body of a POST.
    net::response token(const net::request& r, const net::url& form, const std::string& url) {
        if (options_.asks != authentication::token)
            throw protocol_error(core::reason::not_found, 404, "UNSUPPORTED",
                                 "this registry gives no tokens");
        const caller who = asking(r, form, url);
        json::value made{{"expires_in", options_.token_life.count()}};
        made["token"] = made["access_token"] =
            remember(tokens_, {who.user, granted(who, form)}, options_.token_life);
        const bool refresh =
            form.parameter("offline_token") == "true" || form.parameter("access_type") == "offline";
        if (refresh && !who.user.empty())
            made["refresh_token"] = remember(refreshing_, {who.user, {}}, options_.refresh_life);
        else if (!form.parameter("refresh_token").empty())
            made["refresh_token"] = form.parameter("refresh_token");
        return {200, {{"Cache-Control", "no-store"}}, json::write(made) + "\n"};
    }

private:
    using clock = std::chrono::steady_clock;
    struct remembered {
        caller who{};
        clock::time_point until{};
    };
    using memory = std::map<oci::digest, remembered>;  ///< by the hash of a secret
    static constexpr std::size_t most_remembered = 10'000, most_scopes = 20;

    static bool scheme(std::string_view field, std::string_view name) {
        return field.size() > name.size() && field[name.size()] == ' ' &&
               net::headers::same(std::string(field.substr(0, name.size())), name);
    }

    protocol_error challenge(const std::string& url, const std::string& scope,
                             const std::string& message) const {
        std::string field = "Basic realm=\"" + options_.realm + "\"";
        if (options_.asks == authentication::token) {
            field = "Bearer realm=\"" + url + "/token\",service=\"" + options_.realm + "\"";
            if (!scope.empty()) field += ",scope=\"" + scope + "\"";
        }
        return {core::reason::unauthorized,
                401,
                "UNAUTHORIZED",
                message,
                {{"WWW-Authenticate", field}}};
    }

    /// Who has this name and password, in base64 as of RFC 7617.
    std::optional<std::string> by_password(std::string_view encoded) {
        while (encoded.starts_with(' ')) encoded.remove_prefix(1);
        const auto text = core::decode_base64(encoded);
        const std::size_t colon = text ? text->find(':') : std::string::npos;
        if (colon == std::string::npos) return {};
        std::string user = text->substr(0, colon);
        return password_is(user, std::string_view(*text).substr(colon + 1))
                   ? std::optional(std::move(user))
                   : std::nullopt;
    }
    /// What was right is right for a minute without the work. One is computed at a time, so that
    /// guessers do not take all threads.
    bool password_is(const std::string& user, std::string_view password) {
        const oci::digest key = oci::digest_of(salt_ + std::to_string(user.size()) + ":" + user +
                                               std::string(password));
        if (recall(logged_in_, key)) return true;
        const auto known = options_.users.find(user);
        std::lock_guard lock(guessing_);
        // An unknown name takes as long as a known one.
        const std::string& kept = known != options_.users.end() ? known->second
                                  : options_.users.empty()      ? nobody_
                                                                : options_.users.begin()->second;
        if (!net::is_password(password, kept) || known == options_.users.end()) return false;
        keep(logged_in_, key, {user, {}}, std::chrono::minutes(1));
        return true;
    }
    std::optional<caller> by_token(std::string_view token) {
        while (token.starts_with(' ')) token.remove_prefix(1);
        return recall(tokens_, oci::digest_of(token));
    }

    std::optional<caller> recall(memory& of, const oci::digest& key) {
        std::lock_guard lock(mutex_);
        const auto found = of.find(key);
        return found != of.end() && found->second.until > clock::now()
                   ? std::optional(found->second.who)
                   : std::nullopt;
    }
    void keep(memory& of, const oci::digest& key, caller who, std::chrono::seconds life) {
        const auto now = clock::now();
        std::lock_guard lock(mutex_);
        if (of.size() >= most_remembered)
            std::erase_if(of, [&](const auto& each) { return each.second.until <= now; });
        if (of.size() >= most_remembered)
            of.erase(std::min_element(of.begin(), of.end(), [](const auto& a, const auto& b) {
                return a.second.until < b.second.until;
            }));
        of[key] = {std::move(who), now + life};
    }
    std::string remember(memory& of, caller who, std::chrono::seconds life) {
        std::string secret = net::random_token();
        keep(of, oci::digest_of(secret), std::move(who), life);
        return secret;
    }

    /// Who wants a token: by password, in the header or the form, or by a token for tokens.
    caller asking(const net::request& r, const net::url& form, const std::string& url) {
        const std::string_view grant = form.parameter("grant_type");
        const auto wrong = [&] {
            return protocol_error(core::reason::unauthorized, 401, "UNAUTHORIZED",
                                  "the name, the password or the token is wrong");
        };
        if (grant == "refresh_token") {
            const auto known = recall(refreshing_, oci::digest_of(form.parameter("refresh_token")));
            if (!known || !options_.users.contains(known->user)) throw wrong();
            return *known;
        }
        if (grant == "password") {
            const std::string user(form.parameter("username"));
            if (!password_is(user, form.parameter("password"))) throw wrong();
            return {user, {}};
        }
        if (scheme(r.headers["Authorization"], "bearer")) throw wrong();
        return identify(r, url);
    }

    /// Of what is asked for (`scope=repository:shop/web:pull,push`, several of them, or several in
    /// one), what the user may have.
    std::vector<access_grant> granted(const caller& who, const net::url& form) const {
        std::vector<access_grant> made;
        for (const auto& [name, value] : form.query) {
            if (name != "scope") continue;
            for (std::string_view rest = value; !rest.empty();) {
                const std::size_t blank = rest.find(' ');
                if (made.size() < most_scopes) grant(who, rest.substr(0, blank), made);
                rest = blank == rest.npos ? std::string_view() : rest.substr(blank + 1);
            }
        }
        return made;
    }
    void grant(const caller& who, std::string_view scope, std::vector<access_grant>& to) const {
        constexpr std::string_view kind = "repository:";
        const std::size_t colon = scope.rfind(':');
        if (!scope.starts_with(kind) || colon < kind.size() || colon > 300) return;
        access_grant made{.repository =
                              std::string(scope.substr(kind.size(), colon - kind.size()))};
        const std::string actions = "," + std::string(scope.substr(colon + 1)) + ",";
        const auto wanted = [&](const char* name, registry_action a) {
            const bool named = actions.find("," + std::string(name) + ",") != std::string::npos ||
                               actions == ",*,";
            return named && allows(rules_, who.user, made.repository, a);
        };
        made.pull = wanted("pull", registry_action::pull);
        made.push = wanted("push", registry_action::push);
        made.remove = wanted("delete", registry_action::remove);
        to.push_back(std::move(made));
    }

    const server_options& options_;
    std::vector<access_rule> rules_;
    const std::string salt_ = net::random_token();
    const std::string nobody_ = net::hash_password(salt_, 1000);
    std::mutex guessing_;
    std::mutex mutex_;  // guards what follows
    memory tokens_, refreshing_, logged_in_;
};

}  // namespace slipway::registry::detail
