// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <unistd.h>

#include <slipway/core/file_lock.hpp>
#include <slipway/core/secret_file.hpp>
#include <slipway/core/touch_file.hpp>
#include <slipway/engine/container.hpp>
#include <slipway/json/read.hpp>
#include <slipway/json/write.hpp>
#include <slipway/net/small_file.hpp>
#include <slipway/oci/remove_tree.hpp>
#include <slipway/runtime/documents.hpp>

namespace slipway::engine::detail {

/// Letters, digits, '_', '.' and '-', the first a letter or digit, as Docker takes them.
inline void check_name(std::string_view name, const char* of_what) {
    bool good = name.size() > 1 && name.size() <= 128 &&
                std::isalnum(static_cast<unsigned char>(name.front()));
    for (const char c : name)
        good = good &&
               (std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '.' || c == '-');
    if (!good)
        throw status_error(
            core::reason::invalid,
            '"' + std::string(name.substr(0, 128)) + "\" cannot be the name of a " + of_what +
                ": it is 2 to 128 letters, digits, '_', '.' and '-', and begins with a letter or digit");
}

inline json::value to_document(const container_record& r) {
    return {{"id", r.id},
            {"name", r.name},
            {"imageName", r.image_name},
            {"labels", r.labels},
            {"networkId", r.network_id},
            {"removeWhenEnded", r.remove_when_ended},
            {"shareableIpc", r.shareable_ipc},
            {"logOptions", r.log_options},
            {"stopGrace", r.stop_grace.count()},
            {"created", r.created.time_since_epoch().count()},
            {"pod", runtime::document(r.pod)},
            {"spec", runtime::document(r.spec)},
            {"upkeep", runtime::document(r.upkeep)}};
}
inline container_record to_record(const json::value& d) {
    container_record made;
    made.id = d.at("id").get<std::string>();
    made.name = d.at("name").get<std::string>();
    made.image_name = d.at("imageName").get<std::string>();
    made.labels = d.at("labels").get<std::map<std::string, std::string>>();
    made.network_id = d.value("networkId", "");
    made.remove_when_ended = d.at("removeWhenEnded").get<bool>();
    made.shareable_ipc = d.value("shareableIpc", false);
    if (const auto log = d.find("logOptions"); log != d.end())
        made.log_options = log->get<std::map<std::string, std::string>>();
    made.stop_grace = std::chrono::milliseconds(d.at("stopGrace").get<std::int64_t>());
    made.created =
        runtime::wall_time(runtime::wall_time::duration(d.at("created").get<std::int64_t>()));
    made.pod = runtime::read<runtime::sandbox_spec>(d.at("pod"));
    made.spec = runtime::read<runtime::container_spec>(d.at("spec"));
    if (const auto how = d.find("upkeep"); how != d.end())
        made.upkeep = runtime::read<runtime::upkeep>(*how);
    return made;
}

/// The records of containers: a directory of each, named by its id, and for each name a link to it.
class container_files {
public:
    explicit container_files(const std::filesystem::path& root)
        : root_(std::filesystem::absolute(root)) {
        std::error_code error;
        for (const char* part : {"containers/by-name", "containers/by-id", "containers/changes",
                                 "containers/leaving", "volumes"})
            if (!error) std::filesystem::create_directories(root_ / part, error);
        if (!error) std::filesystem::permissions(root_, std::filesystem::perms::owner_all, error);
        if (error)
            throw status_error(
                core::reason::internal_error,
                "cannot keep containers in " + root_.string() + ": " + error.message());
    }

    const std::filesystem::path& root() const { return root_; }
    std::filesystem::path place(const std::string& id) const {
        return root_ / "containers/by-id" / id;
    }
    std::filesystem::path volume(const std::string& name) const {
        check_name(name, "volume");
        return root_ / "volumes" / name;
    }

    /// A file is touched there when a record has come, changed or gone.
    std::filesystem::path changes() const { return root_ / "containers/changes"; }

    /// The place of a new one, and its lock, which is held before anybody can see the place: what
    /// is half made and nobody's is removed by others.
    core::file_lock make(const std::string& id) const {
        const core::file_lock one_of_many(leaving_lock(), LOCK_SH);
        const auto apart = leaving() / id;
        std::filesystem::create_directory(apart);
        core::file_lock made = core::file_lock::of_directory(apart, LOCK_EX);
        std::filesystem::rename(apart, place(id));
        return made;
    }
    void write(const container_record& r) const {
        core::write_secret_file(place(r.id) / "container.json", json::write_pretty(to_document(r)));
        tell();
    }
    /// A note that it was started once: afterwards one that is not there has ended.
    void note_start(const std::string& id) const { core::touch_file(place(id) / "started"); }
    bool was_started(const std::string& id) const {
        return std::filesystem::exists(place(id) / "started");
    }

    /// Where its shim writes how it ended.
    std::filesystem::path result(const std::string& id) const { return place(id) / "ended.json"; }
    /// Nothing where it has not ended since it was started, or nobody could tell how.
    std::optional<runtime::ended_container> ended(const std::string& id) const {
        const auto bytes = net::read_small_file(result(id));
        return bytes ? std::optional(runtime::read<runtime::ended_container>(json::read(*bytes)))
                     : std::nullopt;
    }

    /// The lock of those who start, change or remove it; nothing where it has gone.
    std::optional<core::file_lock> lock(const std::string& id, int how) const {
        if (!std::filesystem::exists(place(id))) return std::nullopt;
        try {
            return core::file_lock::of_directory(place(id), how);
        } catch (const status_error&) {
            if (std::filesystem::exists(place(id))) throw;
            return std::nullopt;
        }
    }

    /// False where another has the name. A name without a container, of one that was killed on its
    /// way, is nobody's.
    bool take_name(const std::string& name, const std::string& id) const {
        const core::file_lock alone(names_lock(), LOCK_EX);
        if (const auto holder = id_of(name)) {
            if (std::filesystem::exists(place(*holder))) return *holder == id;
            ::unlink(name_link(name).c_str());
        }
        if (::symlink(id.c_str(), name_link(name).c_str()) == 0) return true;
        throw status_error(core::reason::internal_error,
                           "cannot note the name " + name + ": " + std::strerror(errno));
    }
    void give_name_back(const std::string& name, const std::string& id) const {
        const core::file_lock alone(names_lock(), LOCK_EX);
        if (id_of(name) == id) ::unlink(name_link(name).c_str());
    }
    std::optional<std::string> id_of(const std::string& name) const {
        std::error_code error;
        const auto target = std::filesystem::read_symlink(name_link(name), error);
        return error ? std::nullopt : std::optional(target.string());
    }

    std::vector<std::string> ids() const {
        std::vector<std::string> made;
        for (const auto& each : std::filesystem::directory_iterator(root_ / "containers/by-id"))
            made.push_back(each.path().filename().string());
        return made;
    }
    bool is_whole(const std::string& id) const {
        return std::filesystem::exists(place(id) / "container.json");
    }
    /// Nothing where it is not there, or not whole yet.
    std::optional<container_record> read(const std::string& id) const {
        const auto bytes = net::read_small_file(place(id) / "container.json");
        if (!bytes) return std::nullopt;
        try {
            return to_record(json::read(*bytes));
        } catch (const json::value::exception& e) {
            throw status_error(
                core::reason::internal_error,
                (place(id) / "container.json").string() + " is malformed: " + e.what());
        }
    }
    /// It is moved away at once, so that nobody takes it for one while its files go; its name goes
    /// after it, so that whoever sees it finds it by that.
    void remove(const container_record& r) const {
        const core::file_lock one_of_many(leaving_lock(), LOCK_SH);
        const auto gone = leaving() / r.id;
        if (::rename(place(r.id).c_str(), gone.c_str()) != 0 && errno != ENOENT)
            throw status_error(core::reason::internal_error,
                               "cannot remove container " + r.name + ": " + std::strerror(errno));
        give_name_back(r.name, r.id);
        tell();
        oci::remove_tree(gone);
    }
    /// Removes what those have left who were killed in the middle of that.
    void clear() const {
        const core::file_lock alone(leaving_lock(), LOCK_EX | LOCK_NB);
        if (!alone.held()) return;
        for (const auto& each : std::filesystem::directory_iterator(leaving()))
            oci::remove_tree(each.path());
        const core::file_lock names(names_lock(), LOCK_EX);
        for (const auto& each : std::filesystem::directory_iterator(root_ / "containers/by-name"))
            if (const auto id = id_of(each.path().filename().string());
                id && !std::filesystem::exists(place(*id)))
                ::unlink(each.path().c_str());
    }

private:
    std::filesystem::path leaving() const { return root_ / "containers/leaving"; }
    std::filesystem::path leaving_lock() const { return root_ / "containers/leaving.lock"; }
    std::filesystem::path names_lock() const { return root_ / "containers/names.lock"; }
    void tell() const { core::touch_file(changes() / "last"); }
    std::filesystem::path name_link(const std::string& name) const {
        return root_ / "containers/by-name" / name;
    }

    std::filesystem::path root_;
};

}  // namespace slipway::engine::detail
