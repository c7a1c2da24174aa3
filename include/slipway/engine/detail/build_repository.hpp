// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <slipway/core/run_command.hpp>
#include <slipway/core/status.hpp>
#include <slipway/oci/git_address.hpp>
#include <slipway/oci/remove_tree.hpp>

namespace slipway::engine::detail {

/// Fetches a git repository by the program `git`, with its submodules, as this user: credential
/// helpers and keys of ssh are theirs. Nobody is asked for a password.
class build_repository {
public:
    build_repository(oci::git_address from, std::filesystem::path to)
        : from_(std::move(from)), to_(std::move(to)) {}

    /// Gives the commit. Throws `status_error`.
    std::string run(bool keeps_history) const {
        std::filesystem::create_directory(to_);
        git({"init", "-q"});
        git({"remote", "add", "origin", from_.remote});  // submodules are named from there
        const std::string wanted = from_.reference.empty() ? "HEAD" : from_.reference;
        const auto one = run_git({"fetch", "-q", "--depth=1", "--no-tags", "--", "origin", wanted});
        if (one.exit_code == 0 && one.in_time) {
            git({"checkout", "-q", "--detach", "FETCH_HEAD"});
        } else {
            if (!may_be_commit(wanted)) fail("fetch", one);
            // A server need not give single commits, and gives none by the beginning of its name.
            git({"fetch", "-q", "--", "origin", "+refs/heads/*:refs/remotes/origin/*",
                 "+refs/tags/*:refs/tags/*"});
            git({"checkout", "-q", "--detach", wanted + "^{commit}"});
        }
        git({"submodule", "-q", "update", "--init", "--recursive", "--depth=1"});
        std::string commit = git({"rev-parse", "HEAD"});
        commit.erase(std::min(commit.find('\n'), commit.size()));
        if (!keeps_history) remove_history();
        return commit;
    }

private:
    static bool may_be_commit(const std::string& name) {
        return name.size() >= 4 && name.find_first_not_of("0123456789abcdef") == name.npos;
    }
    core::command_result run_git(std::vector<std::string> words) const {
        const std::string in = to_.string();
        // What a user has set up for working with files is not for these.
        words.insert(words.begin(), {"git", "-C", in, "-c", "advice.detachedHead=false", "-c",
                                     "core.autocrlf=false", "-c", "core.hooksPath=/dev/null"});
        // Where a build is started by a hook of git, the hook's repository is another one.
        return core::run_command(words,
                                 {{"GIT_DIR", in + "/.git"},
                                  {"GIT_WORK_TREE", in},
                                  {"GIT_INDEX_FILE", in + "/.git/index"},
                                  {"GIT_ALLOW_PROTOCOL", "git:http:https:ssh"},
                                  {"GIT_TERMINAL_PROMPT", "0"},
                                  {"SSH_ASKPASS", "/bin/false"},  // ssh would ask at the terminal
                                  {"SSH_ASKPASS_REQUIRE", "force"},
                                  {"LC_ALL", "C"}},
                                 longest, 1 << 20);
    }
    std::string git(std::vector<std::string> words) const {
        const std::string verb = words.front();
        const auto made = run_git(std::move(words));
        if (made.not_started != 0 || !made.in_time || made.exit_code != 0) fail(verb, made);
        return made.output;
    }
    [[noreturn]] void fail(const std::string& verb, const core::command_result& r) const {
        const std::string what = "the git repository " + from_.shown() + " cannot be fetched";
        if (r.not_started == ENOENT)
            throw status_error(core::reason::invalid,
                               what + ": that takes the program git, which is not installed");
        if (r.not_started != 0)
            throw status_error(core::reason::internal_error,
                               what + ": git: " + std::strerror(r.not_started));
        if (!r.in_time) throw status_error(core::reason::timeout, what + " within half an hour");
        std::string said = r.complaints;
        for (std::size_t at = 0; (at = said.find(from_.remote, at)) != said.npos;
             at += from_.shown().size())
            said.replace(at, from_.remote.size(), from_.shown());
        while (said.ends_with('\n')) said.pop_back();
        throw status_error(core::reason::not_found,
                           what + ": git " + verb + " says: " + (said.empty() ? "nothing" : said));
    }
    /// A submodule has it elsewhere; no repository has a file of that name.
    void remove_history() const {
        std::vector<std::filesystem::path> all;
        for (std::filesystem::recursive_directory_iterator at(to_), end; at != end; ++at) {
            if (at->path().filename() != ".git") continue;
            all.push_back(at->path());
            at.disable_recursion_pending();
        }
        for (const auto& each : all) oci::remove_tree(each);
    }

    static constexpr std::chrono::minutes longest{30};

    oci::git_address from_;
    std::filesystem::path to_;
};

}  // namespace slipway::engine::detail
