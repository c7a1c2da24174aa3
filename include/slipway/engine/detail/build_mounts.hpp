// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <sys/stat.h>
#include <unistd.h>

#include <slipway/core/number_in.hpp>
#include <slipway/engine/build_options.hpp>
#include <slipway/engine/detail/build_caches.hpp>
#include <slipway/engine/detail/build_inputs.hpp>
#include <slipway/engine/detail/mode_change.hpp>
#include <slipway/engine/detail/temporary_directory.hpp>
#include <slipway/json/value.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::engine::detail {

/// A file or directory that is to be mounted.
struct mount_origin {
    std::string digest{};  ///< of what decides on its content
    std::function<copy_source()> find{};
    bool keeps_owners = false;
};

/// What mounts need to know of the build.
struct mount_surroundings {
    std::function<std::string(const oci::recipe_text&)> expand{};
    std::function<std::string(const std::string&)> absolute{};  ///< from the working directory on
    std::function<mount_origin(const std::string& from, const std::string& path)> origin{};
    const build_options& options;
    const build_caches& caches;
    build_scratch& scratch;
};

/// What a RUN has mounted: first what tells it from others, then the files themselves, which are
/// gone with this. Throws `status_error` (invalid).
class build_mounts {
public:
    build_mounts(const std::vector<oci::run_mount>& all, mount_surroundings around)
        : all_(all), around_(std::move(around)) {
        for (const auto& each : all) std::visit([&](const auto& m) { plan(m); }, each);
    }
    build_mounts(const build_mounts&) = delete;
    ~build_mounts() {
        held_.clear();
        for (const auto& directory : made_) try {
                oci::remove_tree(directory);
            } catch (const status_error&) {  // it is below a directory for temporary files
            }
    }

    /// Of files the content; of caches and secrets only which ones they are.
    const json::value& key() const { return key_; }

    /// Puts the mounts into a container of the image that `files` shows.
    void prepare(runtime::container_spec& spec, const build_view& files) {
        for (std::size_t i = 0; i < all_.size(); ++i) {
            const std::string& target = targets_[i];
            const std::string place = target.empty() ? "" : '/' + files.place(target);
            if (place == "/") refuse("nothing can be mounted at /");
            std::visit([&](const auto& m) { put(m, i, place, spec); }, all_[i]);
        }
        for (const auto& m : spec.mounts) points_.insert(m.target.substr(1));
        for (const auto& m : spec.tmpfs) points_.insert(m.target.substr(1));
    }
    /// Paths in the image that are not part of the layer.
    const std::set<std::string>& points() const { return points_; }

private:
    [[noreturn]] static void refuse(const std::string& why) {
        throw status_error(core::reason::invalid, "--mount: " + why);
    }
    std::uint32_t number(const oci::recipe_text& text, const char* what) const {
        const std::string said = around_.expand(text);
        if (said.empty()) return 0;
        const auto made = core::number_in<std::uint32_t>(said);
        if (!made) refuse(std::string(what) + '=' + said.substr(0, 40) + " is no number");
        return *made;
    }
    std::uint32_t mode(const oci::recipe_text& text) const {
        const std::string said = around_.expand(text);
        const auto made = octal_permissions(said);
        if (!made)
            refuse("mode=" + said.substr(0, 40) +
                   " is not understood: it takes octal digits, such as 0400");
        return *made;
    }

    void next(const char* type, const std::string& target, json::value facts) {
        std::string path = target.empty() ? "" : around_.absolute(target);
        while (path.size() > 1 && path.ends_with('/')) path.pop_back();
        if (path == "/") refuse("nothing can be mounted at /");
        facts["type"] = type;
        facts["target"] = path;
        key_.push_back(std::move(facts));
        targets_.push_back(std::move(path));
        origins_.resize(targets_.size());
    }
    std::string target_of(const oci::recipe_text& text) const {
        std::string made = around_.expand(text);
        if (made.empty()) refuse("target names no path: a variable in it may have no value");
        return made;
    }

    void plan(const oci::bind_mount& m) {
        const std::string source = around_.expand(m.source);
        mount_origin from = around_.origin(m.from, source);
        next("bind", target_of(m.target),
             {{"content", from.digest}, {"source", source}, {"writable", m.writable}});
        origins_.back() = std::move(from);
    }
    void plan(const oci::cache_mount& m) {
        const std::string target = target_of(m.target), id = around_.expand(m.id);
        json::value facts{{"id", id.empty() ? target : id}, {"read_only", m.read_only}};
        mount_origin from;
        if (!m.from.empty()) {
            from = around_.origin(m.from, around_.expand(m.source));
            facts["content"] = from.digest;
        }
        next("cache", target, std::move(facts));
        origins_.back() = std::move(from);
    }
    void plan(const oci::tmpfs_mount& m) {
        next("tmpfs", target_of(m.target), {{"bytes", m.bytes}, {"read_only", m.read_only}});
    }
    void plan(const oci::secret_mount& m) {
        const std::string id = around_.expand(m.id);
        if (id.empty()) refuse("a secret has no id: a variable in it may have no value");
        if (m.required && around_.options.secrets.count(id) == 0)
            refuse("the secret " + id.substr(0, 100) +
                   " is required, and nobody gives it (--secret id=" + id.substr(0, 100) +
                   ",src=FILE; in a program build_options::secrets)");
        std::string target = around_.expand(m.target);
        if (target.empty() && m.env.empty())
            target = "/run/secrets/" + id.substr(id.rfind('/') + 1);
        next("secret", target,
             {{"id", id},
              {"env", m.env},
              {"mode", mode(m.mode)},
              {"uid", number(m.uid, "uid")},
              {"gid", number(m.gid, "gid")}});
    }
    void plan(const oci::ssh_mount& m) {
        const std::string id = around_.expand(m.id);
        if (m.required && around_.options.agents.count(id) == 0)
            refuse("the ssh agent " + id.substr(0, 100) +
                   " is required, and nobody gives it (--ssh " + id.substr(0, 100) +
                   "; in a program build_options::agents)");
        std::string target = around_.expand(m.target);
        if (target.empty()) target = "/run/buildkit/ssh_agent." + std::to_string(agents_++);
        next("ssh", target, {{"id", id}});
    }

    void put(const oci::bind_mount& m, std::size_t i, const std::string& place,
             runtime::container_spec& spec) {
        const auto directory = made_.emplace_back(around_.scratch.next());
        spec.mounts.push_back({lay_out(origins_[i], directory), place, !m.writable});
    }
    void put(const oci::cache_mount& m, std::size_t i, const std::string& place,
             runtime::container_spec& spec) {
        const auto& facts = key_[i];
        const std::string key(
            oci::digest_of(facts.at("id").template get<std::string>() + '\n' + origins_[i].digest)
                .hex());
        auto held = held_.find(key);
        if (held == held_.end())
            held = held_
                       .emplace(key, around_.caches.hold(
                                         key, m.sharing,
                                         [&](const auto& fresh) { fill(m, origins_[i], fresh); }))
                       .first;
        spec.mounts.push_back({held->second.directory, place, m.read_only});
    }
    void put(const oci::tmpfs_mount& m, std::size_t, const std::string& place,
             runtime::container_spec& spec) {
        spec.tmpfs.push_back(
            {.target = place, .bytes = m.bytes, .read_only = m.read_only, .exec = true});
    }
    void put(const oci::secret_mount& m, std::size_t i, const std::string& place,
             runtime::container_spec& spec) {
        const auto found =
            around_.options.secrets.find(key_[i].at("id").template get<std::string>());
        if (found == around_.options.secrets.end()) return;
        if (!m.env.empty()) spec.env.emplace_back(m.env, found->second);
        if (place.empty()) return;
        if (!secrets_) secrets_.emplace();
        const auto file = secrets_->path() / std::to_string(i);
        write(file, found->second, mode(m.mode), number(m.uid, "uid"), number(m.gid, "gid"));
        spec.mounts.push_back({file, place, true});
    }
    void put(const oci::ssh_mount&, std::size_t i, const std::string& place,
             runtime::container_spec& spec) {
        const auto found =
            around_.options.agents.find(key_[i].at("id").template get<std::string>());
        if (found == around_.options.agents.end()) return;
        spec.mounts.push_back({found->second, place, false});
        if (!agent_told_) spec.env.emplace_back("SSH_AUTH_SOCK", place);
        agent_told_ = true;
    }

    /// A copy of the files, for nobody else: whoever may write to it changes nothing.
    std::filesystem::path lay_out(const mount_origin& from,
                                  const std::filesystem::path& directory) {
        copy_source source = from.find();
        oci::file_tree files;
        const auto add = [&](const std::string& path, oci::file_entry entry) {
            if (!from.keeps_owners) entry.uid = entry.gid = 0;
            files.add(path, std::move(entry));
        };
        if (source.name.empty()) source.entry.mode = 0755;  // the root of them
        add("it", source.entry);
        for (const auto& [path, entry] : source.files) add("it/" + path, entry);
        const auto archive = around_.scratch.next();
        {
            std::ofstream out(archive, std::ios::binary);
            oci::pack(files,
                      [&](std::string_view part) {
                          out.write(part.data(), static_cast<std::streamsize>(part.size()));
                      },
                      {.compression = oci::compression::none});
            if (!out.flush())
                throw status_error(core::reason::internal_error,
                                   "cannot write " + archive.string() +
                                       ": there may be no room for what is to be mounted");
        }
        oci::unpack(oci::read_from_file(archive), directory,
                    {.whiteouts = oci::whiteout_form::apply});
        std::filesystem::remove(archive);
        return directory / "it";
    }

    void fill(const oci::cache_mount& m, const mount_origin& from,
              const std::filesystem::path& fresh) {
        if (m.from.empty()) {
            std::filesystem::create_directory(fresh);
        } else {
            const auto files = lay_out(from, made_.emplace_back(fresh.string() + ".from"));
            if (!std::filesystem::is_directory(files))
                refuse("a cache begins with a directory, and source is none");
            std::filesystem::rename(files, fresh);
        }
        give(fresh, mode(m.mode), number(m.uid, "uid"), number(m.gid, "gid"));
    }

    static void write(const std::filesystem::path& file, const std::string& content,
                      std::uint32_t mode, std::uint32_t uid, std::uint32_t gid) {
        std::ofstream out(file, std::ios::binary);
        if (!(out << content).flush())
            throw status_error(core::reason::internal_error, "cannot write a secret for a command");
        give(file, mode, uid, gid);
    }
    static void give(const std::filesystem::path& file, std::uint32_t mode, std::uint32_t uid,
                     std::uint32_t gid) {
        if ((uid != 0 || gid != 0) && ::chown(file.c_str(), uid, gid) != 0)
            throw status_error(core::reason::invalid,
                               "--mount: this program cannot give files to " + std::to_string(uid) +
                                   ':' + std::to_string(gid));
        if (::chmod(file.c_str(), mode) != 0)
            throw status_error(core::reason::internal_error,
                               "cannot set the mode of " + file.string());
    }

    const std::vector<oci::run_mount>& all_;
    mount_surroundings around_;
    json::value key_ = json::value::array();
    std::vector<std::string> targets_;  ///< absolute; empty: it is nowhere
    std::vector<mount_origin> origins_;
    std::vector<std::filesystem::path> made_;  ///< to be removed
    std::optional<secret_directory> secrets_;
    std::map<std::string, held_cache> held_;
    std::set<std::string> points_;
    unsigned agents_ = 0;
    bool agent_told_ = false;
};

}  // namespace slipway::engine::detail
