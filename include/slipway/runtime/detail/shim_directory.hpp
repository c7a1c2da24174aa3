// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include <slipway/core/file_lock.hpp>
#include <slipway/core/key_lock.hpp>
#include <slipway/oci/remove_tree.hpp>
#include <slipway/runtime/descriptor_passing.hpp>
#include <slipway/runtime/detail/image_files.hpp>
#include <slipway/runtime/detail/launch.hpp>
#include <slipway/runtime/detail/message_channel.hpp>
#include <slipway/runtime/detail/orphan.hpp>
#include <slipway/runtime/detail/shim_server.hpp>

namespace slipway::runtime::detail {

/// How a shim is started: its name, the directory of its pod, the kind of its runtime, and the key
/// of the pod. The descriptor 3 is a connection on which it is told the rest (`message_channel`),
/// and says that it is ready, or what is wrong.
inline constexpr const char* shim_name = "slipway-shim";
inline constexpr int shim_report = 3;

/// The pods of a `kept` runtime on disk: a directory of each, which its shim keeps locked and in
/// which it listens, and for each container that has not its pod's key a link that names that.
class shim_directory {
public:
    explicit shim_directory(std::filesystem::path root) : root_(std::filesystem::absolute(root)) {
        for (const char* part : {"shims", "containers", "changes"})
            std::filesystem::create_directories(root_ / part);
        std::filesystem::permissions(root_, std::filesystem::perms::owner_all);
    }

    const std::filesystem::path& root() const { return root_; }
    std::filesystem::path place(const std::string& sandbox) const {
        return root_ / "shims" / sandbox;
    }
    /// A file is touched there when a pod has been added.
    std::filesystem::path changes() const { return root_ / "changes"; }

    std::vector<std::string> keys() const {
        std::vector<std::string> made;
        for (const auto& each : std::filesystem::directory_iterator(root_ / "shims"))
            made.push_back(each.path().filename().string());
        return made;
    }
    /// Nobody else makes or removes a pod of this key, as long as the result lives.
    core::key_lock alone(const std::string& sandbox,
                         core::key_lock::patience p = core::key_lock::patience::wait) const {
        return {root_ / "starting.lock", sandbox, p};
    }
    /// Whether its shim has gone. To be called `alone`, lest it removes what it had meanwhile.
    bool abandoned(const std::string& sandbox) const {
        std::error_code ignored;
        if (!std::filesystem::exists(place(sandbox), ignored)) return true;
        if (!core::file_lock::of_directory(place(sandbox), LOCK_EX | LOCK_NB).held()) return false;
        const auto former = former_lock(sandbox);
        return !std::filesystem::exists(former, ignored) ||
               core::file_lock(former, LOCK_EX | LOCK_NB).held();
    }
    /// To be called `alone`. Waits for the shim to be gone.
    void clear(const std::string& sandbox) const {
        std::error_code ignored;
        if (!std::filesystem::exists(place(sandbox), ignored)) return;
        const auto gone = core::file_lock::of_directory(place(sandbox), LOCK_EX);
        core::file_lock former_gone;
        if (const auto former = former_lock(sandbox); std::filesystem::exists(former, ignored))
            former_gone = core::file_lock(former, LOCK_EX);
        for (const std::string& key : containers_of(sandbox)) forget(key);
        oci::remove_tree(place(sandbox));
    }

    /// Removes what a shim that ends has left, unless there is another one already.
    void remove_abandoned(const std::string& sandbox) const {
        const auto none_starts = alone(sandbox);
        if (abandoned(sandbox)) clear(sandbox);
    }

    /// The pod of a container: where none is noted, one of its key may have it.
    std::optional<std::string> sandbox_of(const std::string& container) const {
        if (auto noted = noted_sandbox_of(container)) return noted;
        std::error_code ignored;
        return std::filesystem::exists(place(container), ignored) ? std::optional(container)
                                                                  : std::nullopt;
    }
    bool notes(const std::string& container) const {
        return noted_sandbox_of(container).has_value();
    }
    /// Notes the pod of a container, if it has none; gives the one that it has. What has the key of
    /// its pod is not noted.
    std::string note(const std::string& container, const std::string& sandbox) const {
        if (container == sandbox) return noted_sandbox_of(container).value_or(sandbox);
        while (true) {
            if (::symlink(sandbox.c_str(), (root_ / "containers" / container).c_str()) == 0)
                return sandbox;
            if (errno != EEXIST) fail_with_errno("cannot note container \"" + container + '"');
            if (const auto known = noted_sandbox_of(container)) return *known;
        }
    }
    void forget(const std::string& container) const {
        std::error_code ignored;
        std::filesystem::remove(root_ / "containers" / container, ignored);
    }
    std::vector<std::string> containers_of(const std::string& sandbox) const {
        std::vector<std::string> made;
        for (const auto& each : std::filesystem::directory_iterator(root_ / "containers"))
            if (const std::string name = each.path().filename().string();
                noted_sandbox_of(name) == sandbox)
                made.push_back(name);
        return made;
    }

private:
    /// What a shim of former days keeps locked, in place of the directory.
    std::filesystem::path former_lock(const std::string& sandbox) const {
        return place(sandbox) / "lock";
    }
    std::optional<std::string> noted_sandbox_of(const std::string& container) const {
        std::error_code error;
        const auto target = std::filesystem::read_symlink(root_ / "containers" / container, error);
        return error ? std::nullopt : std::optional(target.string());
    }

    std::filesystem::path root_;
};

/// Starts a shim; gives what it says when it is ready. Throws what it could not do. `meanwhile` is
/// called while it starts, with the other side of its descriptor 3.
inline json::value start_shim(const std::filesystem::path& program,
                              const std::filesystem::path& place, const std::string& kind,
                              const std::string& key,
                              const std::function<void(const message_channel&)>& meanwhile = {}) {
    socket_ends report = make_socket_pair();
    const owned_fd nothing = open_or_throw("/dev/null", O_RDWR);
    std::vector<std::string> words{shim_name, place.string(), kind, key};
    const auto arguments = pointers(words);
    if (const int error =
            orphan(program, arguments.data(), nothing.get(), report.other.get(), shim_report)
                .start())
        fail_with_errno("cannot start " + program.string() + " for sandbox \"" + key + '"', error);
    report.other.reset();
    const message_channel channel(std::move(report.one));
    if (meanwhile) meanwhile(channel);
    const auto said = channel.receive();
    if (!said)
        throw status_error(
            core::reason::internal_error,
            "the shim of sandbox \"" + key + "\" ended before the sandbox was there");
    if (const auto failed = said->document.find("error"); failed != said->document.end())
        throw_failure(*failed);
    return said->document.at("result");
}

}  // namespace slipway::runtime::detail
