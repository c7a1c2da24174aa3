// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/core/base64.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/core/name.hpp>
#include <slipway/core/read_file.hpp>
#include <slipway/core/run_command.hpp>
#include <slipway/core/secret_file.hpp>
#include <slipway/json/read.hpp>
#include <slipway/json/write.hpp>
#include <slipway/registry/docker_config.hpp>

namespace slipway::registry {

namespace detail {

inline constexpr char docker_hub[] =
    "https://index.docker.io/v1/";  // as Docker has called it from the beginning

/// The names under which files keep what is for a host.
inline std::vector<std::string> keys_of(const std::string& host) {
    if (host == "docker.io")
        return {docker_hub, "docker.io", "index.docker.io", "registry-1.docker.io"};
    return {host,
            "https://" + host,
            "http://" + host,
            "https://" + host + "/",
            "https://" + host + "/v1/",
            "https://" + host + "/v2/"};
}
inline std::string key_of(const std::string& host) { return keys_of(host).front(); }

inline std::string text_of(const json::value& v, const char* member) {
    const auto found = v.find(member);
    return found != v.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// One of the files.
class auth_file {
public:
    /// Throws `status_error` (invalid) for one that is none; nothing of it is said, since it may be
    /// a password.
    explicit auth_file(std::filesystem::path at) : path_(std::move(at)) {
        std::error_code absent;
        if (!std::filesystem::exists(path_, absent)) return;
        const auto text = core::read_file(path_);
        if (!text)
            throw status_error(core::reason::internal_error,
                               "cannot read '" + path_.string() + "'");
        try {
            content_ = json::read(*text);
        } catch (const status_error&) {
            content_ = nullptr;
        }
        if (!content_.is_object())
            throw status_error(
                core::reason::invalid,
                "'" + path_.string() + "' is no JSON object of passwords for registries");
    }

    std::optional<credentials> find(const std::string& host) const {
        if (const std::string helper = helper_of(host); !helper.empty())
            if (auto kept = ask(helper, host)) return kept;
        const auto auths = content_.find("auths");
        if (auths == content_.end() || !auths->is_object()) return std::nullopt;
        for (const std::string& key : keys_of(host))
            if (const auto found = auths->find(key); found != auths->end() && found->is_object())
                if (auto made = read(*found)) return made;
        return std::nullopt;
    }

    void store(const std::string& host, const credentials& who) {
        json::value kept = json::value::object();
        if (const std::string helper = helper_of(host); !helper.empty()) {
            json::value given = {
                {"ServerURL", key_of(host)}, {"Username", who.user}, {"Secret", who.password}};
            if (!who.identity_token.empty())
                given.update({{"Username", "<token>"}, {"Secret", who.identity_token}});
            run(helper, "store", json::write(given));
        } else if (!who.identity_token.empty()) {
            kept["identitytoken"] = who.identity_token;
        } else {
            if (who.user.find(':') != std::string::npos)
                throw status_error(core::reason::bad_request,
                                   "the name of a user contains no colon");
            kept["auth"] = core::encode_base64(who.user + ":" + who.password);
        }
        remove(host);
        if (!content_["auths"].is_object()) content_["auths"] = json::value::object();
        content_["auths"][key_of(host)] = std::move(kept);
        save();
    }
    bool erase(const std::string& host) {
        bool was = false;
        if (const std::string helper = helper_of(host); !helper.empty() && ask(helper, host)) {
            run(helper, "erase", key_of(host));
            was = true;
        }
        if (!remove(host)) return was;
        save();
        return true;
    }

private:
    [[noreturn]] void fail(const std::string& helper, const std::string& why) const {
        throw status_error(core::reason::unauthorized, "docker-credential-" + helper + ", which '" +
                                                           path_.string() + "' names, " + why);
    }

    /// The program that has the passwords; empty where the file has them itself.
    std::string helper_of(const std::string& host) const {
        std::string name = text_of(content_, "credsStore");
        if (const auto own = content_.find("credHelpers");
            own != content_.end() && own->is_object())
            for (const std::string& key : keys_of(host))
                if (const std::string given = text_of(*own, key.c_str()); !given.empty())
                    name = given;
        const bool fine = std::all_of(name.begin(), name.end(), [](char c) {
            return core::is_alphanumeric(c) || c == '-' || c == '_' || c == '.';
        });
        if (!fine)
            throw status_error(
                core::reason::invalid,
                "'" + path_.string() + "' names no program by '" + name.substr(0, 100) + "'");
        return name;
    }

    /// What a program prints; nothing where it has nothing for the server.
    std::optional<std::string> run(const std::string& helper, const char* verb,
                                   const std::string& input) const {
        const core::command_result r = core::run_command(
            {"docker-credential-" + helper, verb}, {}, std::chrono::seconds(30), 64 * 1024, input);
        if (r.not_started == ENOENT) fail(helper, "was not found");
        if (r.not_started)
            fail(helper, std::string("cannot be started: ") + std::strerror(r.not_started));
        if (!r.in_time) fail(helper, "has not ended within 30 s");
        if (r.too_long) fail(helper, "has printed more than a password");
        if (r.exit_code == 0) return r.output;
        if (r.output.find("credentials not found") != std::string::npos) return std::nullopt;
        fail(helper, "has failed with exit code " +
                         std::to_string(r.exit_code));  // what it says may be a secret
    }
    std::optional<credentials> ask(const std::string& helper, const std::string& host) const {
        const auto printed = run(helper, "get", key_of(host));
        if (!printed) return std::nullopt;
        json::value v;
        try {
            v = json::read(*printed);
        } catch (const status_error&) {
        }
        if (!v.is_object()) fail(helper, "has printed something that is not JSON");
        credentials made{text_of(v, "Username"), text_of(v, "Secret"), {}};
        if (made.user == "<token>") made = {{}, {}, std::move(made.password)};
        if (made.user.empty() && made.identity_token.empty()) return std::nullopt;
        return made;
    }

    std::optional<credentials> read(const json::value& kept) const {
        credentials made{text_of(kept, "username"), text_of(kept, "password"),
                         text_of(kept, "identitytoken")};
        if (const std::string encoded = text_of(kept, "auth"); !encoded.empty()) {
            const auto plain = core::decode_base64(encoded);
            const std::size_t colon = plain ? plain->find(':') : std::string::npos;
            if (colon == std::string::npos)
                throw status_error(core::reason::invalid,
                                   "'" + path_.string() +
                                       "' has an \"auth\" that is no user and password in base64");
            made.user = plain->substr(0, colon);
            made.password = plain->substr(colon + 1);
            made.password.erase(made.password.find_last_not_of('\0') +
                                1);  // some writers leave one
        }
        if (made.user.empty() && made.identity_token.empty()) return std::nullopt;
        return made;
    }

    bool remove(const std::string& host) {
        bool was = false;
        if (const auto auths = content_.find("auths");
            auths != content_.end() && auths->is_object())
            for (const std::string& key : keys_of(host)) was = auths->erase(key) > 0 || was;
        return was;
    }
    void save() const {
        std::error_code wrong;
        const auto directory = path_.parent_path();
        if (!directory.empty() && std::filesystem::create_directories(directory, wrong))
            std::filesystem::permissions(directory, std::filesystem::perms::owner_all, wrong);
        const auto itself =
            std::filesystem::weakly_canonical(path_, wrong);  // a link to the file stays one
        core::write_secret_file(wrong ? path_ : itself, content_.dump(1, '\t') + "\n");
    }

    std::filesystem::path path_;
    json::value content_ = json::value::object();
};

}  // namespace detail

SLIPWAY_INLINE docker_config::docker_config(std::vector<std::filesystem::path> files)
    : files_(std::move(files)) {}

SLIPWAY_INLINE docker_config docker_config::standard(const environment& variables) {
    const auto variable = [&](const char* name) {
        const char* const value = variables ? variables(name) : std::getenv(name);
        return std::filesystem::path(value ? value : "");
    };
    if (const auto only = variable("REGISTRY_AUTH_FILE"); !only.empty())
        return docker_config({only});
    const auto home = variable("HOME"), docker = variable("DOCKER_CONFIG"),
               run = variable("XDG_RUNTIME_DIR");
    std::vector<std::filesystem::path> files;
    if (!docker.empty()) files.push_back(docker / "config.json");
    else if (!home.empty()) files.push_back(home / ".docker" / "config.json");
    if (!run.empty()) files.push_back(run / "containers" / "auth.json");
    if (!home.empty()) files.push_back(home / ".config" / "containers" / "auth.json");
    return docker_config(std::move(files));
}

SLIPWAY_INLINE std::optional<credentials> docker_config::find(const std::string& host) const {
    for (const auto& file : files_)
        if (auto made = detail::auth_file(file).find(host)) return made;
    return std::nullopt;
}

SLIPWAY_INLINE void docker_config::store(const std::string& host, const credentials& who) const {
    if (files_.empty())
        throw status_error(core::reason::internal_error,
                           "there is no file for passwords: HOME is not set");
    detail::auth_file(files_.front()).store(host, who);
}

SLIPWAY_INLINE bool docker_config::erase(const std::string& host) const {
    bool was = false;
    for (const auto& file : files_) was = detail::auth_file(file).erase(host) || was;
    return was;
}

}  // namespace slipway::registry
