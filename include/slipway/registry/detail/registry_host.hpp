// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/core/base64.hpp>
#include <slipway/core/random.hpp>
#include <slipway/json/read.hpp>
#include <slipway/net/http_client.hpp>
#include <slipway/net/patience.hpp>
#include <slipway/net/url.hpp>
#include <slipway/registry/detail/auth_challenge.hpp>
#include <slipway/registry/detail/checks.hpp>
#include <slipway/registry/http_options.hpp>
#include <slipway/version.hpp>

namespace slipway::registry::detail {

/// An address that a server gives, as origin and target.
struct location {
    net::origin at{};
    std::string target{};

    /// Absolute, or relative to an origin. Throws `status_error` (invalid).
    static location parse(std::string_view text, const net::origin& from) {
        if (text.starts_with('/') && !text.starts_with("//")) return {from, std::string(text)};
        const std::size_t scheme = text.find("://");
        const std::size_t end =
            scheme == text.npos ? text.npos : text.find_first_of("/?", scheme + 3);
        if (end == text.npos || text[end] == '?' || text.find('#') != text.npos)
            throw status_error(core::reason::invalid,
                               from.str() + " answers with an address that is none: '" +
                                   std::string(text.substr(0, 200)) + "'");
        return {net::base_url::parse(text.substr(0, end)).at, std::string(text.substr(end))};
    }
};

inline bool is_loopback(std::string_view host) {
    return host == "localhost" || host == "::1" ||
           (host.starts_with("127.") && host.find_first_not_of("0123456789.") == host.npos);
}

/// One registry: how to reach it, who one is for it, and patience with it. May be used from several
/// threads.
class registry_host {
public:
    using sender = std::function<net::response(const net::http_client&, const net::request&)>;

    /// `name` as it stands before a repository's path.
    registry_host(std::string name, const http_registry_options& options)
        : name_(std::move(name)), options_(options) {}

    const std::string& name() const { return name_; }

    /// What the registry answers, whatever its status, after it was told who asks. `scope` is what
    /// is wanted, such as `repository:shop/web:pull`. Repeated where the server has heard nothing,
    /// or asks for patience; where the request is `repeatable`, also where it may have been heard.
    net::response call(net::request r, const std::string& scope, bool repeatable,
                       const sender& send) {
        return call_in_place(r, scope, repeatable, send);
    }
    /// The same without a copy of the body. Afterwards `r` has the headers of the last attempt.
    net::response call_in_place(net::request& r, const std::string& scope, bool repeatable,
                                const sender& send) {
        const net::http_client& to = client();
        const net::headers given = r.headers;
        bool presented = false;
        for (int n = 1;; ++n) {
            std::chrono::milliseconds pause{};
            try {
                r.headers = given;
                r.headers.add("User-Agent", "slipway/" + std::string(version));
                const std::string who = authorization(scope);
                if (!who.empty()) r.headers.add("Authorization", who);
                net::response got = send(to, r);
                if (got.status == 401 && !presented) {
                    presented = true;
                    authenticate(got, scope);
                    --n;
                    continue;
                }
                const auto asked = pause_after(got, n, repeatable);
                if (!asked) return got;
                pause = *asked;
            } catch (const net::http_error& e) {
                if (n >= options_.attempts || !may_repeat(e, repeatable)) throw;
                pause = back_off(n);
            }
            wait(pause);
        }
    }
    net::response call(net::request r, const std::string& scope, bool repeatable) {
        return call_in_place(r, scope, repeatable);
    }
    net::response call_in_place(net::request& r, const std::string& scope, bool repeatable) {
        return call_in_place(r, scope, repeatable,
                             [&](const net::http_client& by, const net::request& q) {
                                 net::call_limits l = limits();
                                 l.whole += std::chrono::seconds(q.body.size() / slowest);
                                 return by.send(q, l);
                             });
    }

    /// Follows what a registry answers to a GET or HEAD with: blobs are often elsewhere. Nobody is
    /// told there who asks.
    net::response follow(net::response got, const net::request& r, const sender& send) {
        net::origin from = client().at();
        for (int hops = 0; is_redirect(got.status); ++hops) {
            if (hops == 5)
                throw net::http_error(net::http_failure::refused,
                                      name_ + " redirects again and again");
            const location to = location::parse(got.headers["Location"], from);
            if (from.tls && !to.at.tls)
                throw net::http_error(
                    net::http_failure::refused,
                    name_ + " redirects to " + to.at.str() + ", which has no TLS");
            if (!from.tls && !to.at.tls && !is_loopback(to.at.host) && to.at.host != from.host)
                throw net::http_error(net::http_failure::refused,
                                      name_ + " redirects to " + to.at.str() + " without TLS");
            net::request q = r;
            q.target = to.target;
            got = send(client_of(to.at), q);
            from = to.at;
        }
        return got;
    }
    static bool is_redirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    const net::http_client& client() {
        std::lock_guard lock(mutex_);
        if (!client_) client_ = reach();
        return *client_;
    }

    net::call_limits limits() const { return limits(options_.stop); }
    net::call_limits limits(std::stop_token stop) const {
        net::call_limits l;
        l.whole = l.idle = options_.idle;
        l.body = 8 * 1024 * 1024;
        l.stop = std::move(stop);
        return l;
    }
    static bool may_repeat(const net::http_error& e, bool repeatable) {
        if (e.failure() == net::http_failure::unreachable) return true;
        return repeatable && (e.failure() == net::http_failure::cut_off ||
                              e.failure() == net::http_failure::timed_out);
    }
    std::chrono::milliseconds back_off(int n) {
        return net::back_off(n, options_.first_pause, options_.longest_pause, random_);
    }
    void wait(std::chrono::milliseconds pause) const { wait(pause, options_.stop); }
    /// Throws where it is stopped.
    void wait(std::chrono::milliseconds pause, const std::stop_token& stop) const {
        std::mutex own;
        std::condition_variable_any never;
        std::unique_lock lock(own);
        never.wait_for(lock, stop, pause, [] { return false; });
        if (stop.stop_requested())
            throw net::http_error(net::http_failure::stopped,
                                  "the request to " + name_ + " was stopped");
    }

    /// What the registry says is wrong, thrown; `what` was wanted. (Distribution spec, "Error
    /// Codes".)
    [[noreturn]] void fail(const net::response& got, const std::string& what) const {
        std::string code, message;
        try {
            const json::value errors = json::read(got.body);
            code = errors.at("errors").at(0).value("code", "");
            message = errors.at("errors").at(0).value("message", "");
        } catch (const std::exception&) {  // not every one in between answers as registries do
        }
        const core::reason why = reason_of(got.status, code);
        std::string said = name_ + ": " + what + ": ";
        if (!message.empty())
            said += readable(message) + (code.empty() ? "" : " (" + readable(code) + ")");
        else said += "it answers with status " + std::to_string(got.status);
        if (why == core::reason::unauthorized) {
            const bool known = options_.credentials && options_.credentials(name_);
            said += known ? "; it does not take the password that is known for it"
                          : "; no password is known for it";
        }
        throw status_error(why, got.status == 416 ? 416 : core::facts(why).code, said);
    }

private:
    /// bytes in a second that an upload has to reach
    static constexpr std::size_t slowest = 16 * 1024;

    static std::string readable(std::string_view s) {
        std::string made;
        for (const char c : s.substr(0, 300))
            made += static_cast<unsigned char>(c) < ' ' || c == '\x7f' ? ' ' : c;
        return made;
    }
    static core::reason reason_of(int status, std::string_view code) {
        for (const std::string_view wrong :
             {"DIGEST_INVALID", "MANIFEST_INVALID", "MANIFEST_BLOB_UNKNOWN", "SIZE_INVALID",
              "BLOB_UPLOAD_INVALID"})
            if (code == wrong && status < 500) return core::reason::invalid;
        switch (status) {
            case 400: return core::reason::bad_request;
            case 401: return core::reason::unauthorized;
            case 403: return core::reason::forbidden;
            case 404: return core::reason::not_found;
            case 405: return core::reason::method_not_allowed;
            case 413: return core::reason::request_entity_too_large;
            case 415: return core::reason::unsupported_media_type;
            case 416: return core::reason::invalid;
            case 429: return core::reason::too_many_requests;
            default: return core::reason::service_unavailable;
        }
    }

    net::origin origin(bool tls) const {
        const std::string host = name_ == "docker.io" ? "registry-1.docker.io" : name_;
        return net::base_url::parse((tls ? "https://" : "http://") + host).at;
    }
    /// For this registry, or for another server, to which it leads.
    net::http_client made(const net::origin& at, bool elsewhere = false) const {
        net::http_client_options o;
        o.tls = options_.tls;
        if (at.tls)
            options_.certificates.complete(o.tls, elsewhere ? std::vector{at.authority()}
                                                            : std::vector{name_, at.authority()});
        o.redirects = 0;
        return net::http_client(at, o);
    }
    /// By TLS, but for those who are named, and those on this machine who do not know it.
    net::http_client reach() const {
        if (options_.plain_http.contains(name_)) return made(origin(false));
        net::http_client by_tls = made(origin(true));
        if (!is_loopback(by_tls.at().host)) return by_tls;
        try {
            by_tls.send({"GET", "/v2/"}, limits());
        } catch (const net::http_error& e) {
            if (e.failure() == net::http_failure::unreachable ||
                e.failure() == net::http_failure::cut_off)
                return made(origin(false));
            throw;
        }
        return by_tls;
    }
    const net::http_client& client_of(const net::origin& at) {
        std::lock_guard lock(mutex_);
        const auto known = others_.find(at.str());
        return known != others_.end() ? known->second
                                      : others_.emplace(at.str(), made(at, true)).first->second;
    }

    std::string authorization(const std::string& scope) {
        std::lock_guard lock(mutex_);
        if (!basic_.empty()) return basic_;
        const auto found = tokens_.find(scope);
        return found != tokens_.end() && found->second.until > std::chrono::steady_clock::now()
                   ? "Bearer " + found->second.text
                   : std::string();
    }

    void authenticate(const net::response& got, const std::string& scope) {
        const auto known = options_.credentials ? options_.credentials(name_) : std::nullopt;
        for (const auth_challenge& c : parse_challenges(got.headers["WWW-Authenticate"])) {
            if (c.scheme == "bearer") return get_token(c, scope, known);
            if (c.scheme != "basic" || !known) continue;
            if (!may_hear_secrets(client().at())) continue;
            std::lock_guard lock(mutex_);
            basic_ = "Basic " + core::encode_base64(known->user + ":" + known->password);
            return;
        }
        fail(got, "it wants to know who asks");
    }

    /// Over TLS, on this machine, or where plain HTTP was asked for.
    bool may_hear_secrets(const net::origin& at) const {
        return at.tls || is_loopback(at.host) || options_.plain_http.contains(at.authority());
    }

    /// From the token server that the registry names (distribution, "Token Authentication
    /// Specification").
    void get_token(const auth_challenge& c, const std::string& scope,
                   const std::optional<credentials>& known) {
        const auto parameter = [&](const char* of) {
            const auto found = c.parameters.find(of);
            return found == c.parameters.end() ? std::string() : found->second;
        };
        const net::origin own = client().at();
        const location realm = location::parse(parameter("realm"), own);
        if (!may_hear_secrets(realm.at))
            throw net::http_error(
                net::http_failure::refused,
                name_ + " sends to " + realm.at.str() + " for a token, which has no TLS");
        const std::string wanted = parameter("scope").empty() ? scope : parameter("scope");
        net::request r;
        if (known && !known->identity_token.empty()) {
            r.method = "POST";
            r.target = realm.target;
            r.headers.add("Content-Type", "application/x-www-form-urlencoded");
            r.body =
                "grant_type=refresh_token&service=" + net::percent_encode(parameter("service")) +
                "&client_id=slipway&scope=" + net::percent_encode(wanted) +
                "&refresh_token=" + net::percent_encode(known->identity_token);
        } else {
            r.method = "GET";
            r.target = realm.target + (realm.target.find('?') == std::string::npos ? "?" : "&") +
                       "service=" + net::percent_encode(parameter("service"));
            for (std::string_view rest = wanted; !rest.empty();) {  // a parameter each
                const std::size_t blank = rest.find(' ');
                if (blank != 0) r.target += "&scope=" + net::percent_encode(rest.substr(0, blank));
                rest = blank == rest.npos ? std::string_view() : rest.substr(blank + 1);
            }
            if (known)
                r.headers.add("Authorization",
                              "Basic " + core::encode_base64(known->user + ":" + known->password));
        }
        const net::response got = client_of(realm.at).send(r, limits());
        if (got.status != 200) fail(got, "its token server " + realm.at.str() + " gives none");
        token made;
        try {
            const json::value v = json::read(got.body);
            made.text = v.value("token", v.value("access_token", ""));
            made.until =
                std::chrono::steady_clock::now() +
                std::chrono::seconds(std::clamp<long>(v.value("expires_in", 60L), 60, 86'400) - 10);
        } catch (const std::exception&) {
        }
        if (made.text.empty() || made.text.find_first_of("\r\n") != std::string::npos)
            throw status_error(core::reason::service_unavailable,
                               name_ + ": its token server " + realm.at.str() +
                                   " answers with something else than a token");
        std::lock_guard lock(mutex_);
        tokens_[scope] = std::move(made);
    }

    /// Nothing where the answer is to be given to the caller.
    std::optional<std::chrono::milliseconds> pause_after(const net::response& got, int n,
                                                         bool repeatable) {
        if (n >= options_.attempts) return {};
        const bool patience = got.status == 429 || got.status == 503,
                   trouble = got.status == 500 || got.status == 502 || got.status == 504;
        if (!patience && !(trouble && repeatable)) return {};
        const auto asked = net::retry_after(got);
        if (!asked) return repeatable ? std::optional(back_off(n)) : std::nullopt;
        const std::chrono::milliseconds pause = std::chrono::seconds(std::min(*asked, 1'000'000L));
        if (pause > options_.longest_pause) return {};
        return pause + net::jitter(options_.first_pause, random_);
    }

    struct token {
        std::string text{};
        std::chrono::steady_clock::time_point until{};
    };

    const std::string name_;
    const http_registry_options& options_;
    std::mutex mutex_;
    std::optional<net::http_client> client_;
    /// by origin: token servers, and where blobs are
    std::map<std::string, net::http_client> others_;
    std::map<std::string, token> tokens_;  ///< by scope
    std::string basic_;
    core::random_source random_;
};

}  // namespace slipway::registry::detail
