// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>

#include <sched.h>
#include <sys/stat.h>
#include <unistd.h>

#include <slipway/core/file_lock.hpp>
#include <slipway/core/user_ids.hpp>
#include <slipway/runtime/detail/message_channel.hpp>
#include <slipway/runtime/detail/shim_directory.hpp>
#include <slipway/runtime/rootless_surroundings.hpp>

namespace slipway::runtime::detail {

/// Whether this program cannot do what root of this machine can: another user, or root of a user
/// namespace.
inline bool is_rootless() { return ::geteuid() != 0 || core::ids_here() != core::all_ids; }

/// A guest of the process that keeps a user namespace and a network for all programs of a user that
/// name one directory (`rootless_host`): that stays as long as there are guests.
class rootless_machine {
public:
    static constexpr const char* kind = "machine";

    /// In the directory of a `kept` runtime.
    static std::filesystem::path place_in(const std::filesystem::path& root) {
        return std::filesystem::absolute(root) / "machine";
    }

    /// The one that is there, if this program is in its user namespace.
    static std::optional<rootless_machine> around(const std::filesystem::path& place) {
        auto made = there(place);
        return made && made->is_around() ? std::move(made) : std::nullopt;
    }
    /// Who is to be in a new user namespace: others than root are for programs that enter it
    /// themselves, since they alone can remove what those have written.
    enum class users { root_only, all };
    static constexpr const char* all_users = "all-users";

    /// The one that is there, or a new one, for which this program is started once more. Throws
    /// `status_error` that says why there can be none.
    static rootless_machine have(const std::filesystem::path& place, users who) {
        std::filesystem::create_directories(place);
        const core::file_lock alone(place / "starting", LOCK_EX);
        if (auto known = there(place)) return *std::move(known);
        start_shim("/proc/self/exe", place, kind, who == users::all ? all_users : "root-only");
        if (auto made = there(place)) return *std::move(made);
        throw status_error(core::reason::internal_error,
                           "the process that keeps a user namespace ended too soon");
    }

    /// The one whose process is at the other end of a connection; nothing where that has gone.
    /// Throws `status_error` that it tells.
    static std::optional<rootless_machine> told_by(message_channel connection) {
        rootless_machine made(std::move(connection));
        auto said = made.connection_.receive();
        if (!said) return std::nullopt;
        if (const auto failed = said->document.find("error"); failed != said->document.end())
            throw_failure(*failed);
        if (said->descriptors.size() != 2) return std::nullopt;
        made.users_ = std::move(said->descriptors[0]);
        made.network_ = std::move(said->descriptors[1]);
        const auto text = [&](const char* name) {
            return said->document.at(name).get<std::string>();
        };
        made.told_ = {.no_gateway = text("no_gateway"),
                      .name_server = text("name_server"),
                      .no_other_users = text("no_other_users")};
        return made;
    }

    /// Makes this program, which has one thread, root in there.
    void enter() const {
        if (!is_around() && ::setns(users_.get(), CLONE_NEWUSER) != 0)
            fail_with_errno("cannot enter a user namespace");
    }
    rootless_surroundings surroundings() const {
        rootless_surroundings made = told_;
        made.network = network_.get();
        return made;
    }

private:
    explicit rootless_machine(message_channel connection) : connection_(std::move(connection)) {}

    static std::optional<rootless_machine> there(const std::filesystem::path& place) {
        auto connection = connect_in(place);
        if (!connection) return std::nullopt;
        return told_by(*std::move(connection));
    }
    bool is_around() const {
        struct stat its{}, ours{};
        return ::fstat(users_.get(), &its) == 0 && ::stat("/proc/self/ns/user", &ours) == 0 &&
               its.st_ino == ours.st_ino && its.st_dev == ours.st_dev;
    }

    message_channel connection_;
    owned_fd users_, network_;
    rootless_surroundings told_;
};

}  // namespace slipway::runtime::detail
