// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <slipway/core/read_file.hpp>
#include <slipway/core/status.hpp>
#include <slipway/oci/overlay_options.hpp>
#include <slipway/oci/remove_tree.hpp>
#include <slipway/runtime/detail/launch.hpp>
#include <slipway/runtime/detail/layer_view.hpp>
#include <slipway/runtime/detail/ordered_mounts.hpp>
#include <slipway/runtime/time_zone.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::runtime::detail {

/// Files that tell or change what is not the container's (OCI runtime spec, "Masked Paths",
/// "Readonly Paths").
inline constexpr const char* masked_paths[] = {"/proc/kcore", "/proc/keys", "/proc/timer_list",
                                               "/proc/sched_debug", "/proc/sysrq-trigger"};
inline constexpr const char* readonly_paths[] = {"/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys"};

/// What a root file system depends on beside the container's specification.
struct root_surroundings {
    /// all files belong to the ids of the pod's user namespace, the first of which that is out here
    std::optional<std::uint32_t> first_id{};
    bool limits_seen = false;    ///< the container sees its control group of version 2
    int shared_memory_of = -1;   ///< a mount namespace whose /dev/shm is the container's
    bool shares_memory = false;  ///< this machine's /dev/shm and message queues are the container's
    /// marks of the overlay are those that need no root (overlayfs, "userxattr")
    bool rootless = false;
    /// one that this may not show in a new sysfs: /sys is this machine's
    bool foreign_network = false;
};

/// A container's root file system: the image's layers, and above them a directory of its own. All
/// that is needed to mount onto is made in that directory before anything is mounted, so that no
/// link in an image can lead elsewhere: every part of such a path is a directory there. What a
/// container has put in its place when it ran before is removed.
class container_root {
public:
    container_root(const std::filesystem::path& directory, const container_spec& spec)
        : directory_(std::filesystem::absolute(directory)),
          files_(spec.writable.empty() ? directory_ : std::filesystem::absolute(spec.writable)),
          image_(spec.image.layers) {
        for (const char* part : {"upper", "work"})
            std::filesystem::create_directories(files_ / part);
        ::chmod(upper().c_str(), 0755);
        for (const char* point : {"proc", "sys", "dev", "etc"}) make_directory(point);
        mounts_ = mounts_in_order(spec);
        for (const ordered_mount& m : mounts_) {
            if (m.below_memory) continue;
            if (!m.in_source.empty()) make_place_in(m.in_source, m.place_in_source, m.is_directory);
            if (m.is_directory) make_directory(m.target);
            else write(m.target, "");
        }
        if (!spec.time_zone.empty())
            write("/etc/localtime", core::read_file(time_zone_file(spec.time_zone)).value_or(""));
    }
    container_root(container_root&& other) noexcept
        : directory_(std::exchange(other.directory_, {})),
          files_(std::move(other.files_)),
          image_(std::move(other.image_)),
          mounts_(std::move(other.mounts_)),
          own_hosts_(std::move(other.own_hosts_)),
          resolver_(std::move(other.resolver_)) {}
    ~container_root() {
        if (!directory_.empty()) oci::remove_tree(directory_);
    }

    /// `/etc/hostname`, `/etc/hosts`, unless that is the image's, and `/etc/resolv.conf` of the
    /// pod, which has these addresses.
    void write_network_files(const sandbox_spec& pod, const std::vector<std::string>& ips) {
        write("/etc/hostname", pod.hostname + '\n');
        own_hosts_ = lines_of(pod, ips);
        resolver_ = resolver_of(pod);
        std::string hosts =
            "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n" + own_hosts_;
        for (const auto& [address, names] : pod.hosts) hosts += address + '\t' + names + '\n';
        if (!pod.image_hosts) write("/etc/hosts", hosts);
        write("/etc/resolv.conf", resolver_);
    }
    /// The same for a container that runs, where the pod has come to other addresses and name
    /// servers: what it has written into `/etc/hosts` itself stays. A file that it has replaced by
    /// something else than a file is its own affair.
    void update_network_files(const sandbox_spec& pod, const std::vector<std::string>& ips) {
        if (const std::string now = lines_of(pod, ips); !pod.image_hosts && now != own_hosts_) {
            change("etc", "hosts", [&](std::string text) {
                const auto at =
                    own_hosts_.empty() ? text.npos : ('\n' + text).find('\n' + own_hosts_);
                if (at != text.npos) return text.replace(at, own_hosts_.size(), now);
                return text + (text.empty() || text.ends_with('\n') ? "" : "\n") + now;
            });
            own_hosts_ = now;
        }
        if (const std::string now = resolver_of(pod); now != resolver_)
            change("etc", "resolv.conf", [&](const std::string&) { return now; }), resolver_ = now;
    }

    /// Makes what is there now a user's; to be called when all is written.
    void give_to(std::uint32_t id) const {
        auto give = [&](const std::filesystem::path& p) {
            if (::lchown(p.c_str(), id, id) != 0)
                fail_with_errno("cannot give " + p.string() + " to the pod's own users");
        };
        give(upper());
        for (const auto& each : std::filesystem::recursive_directory_iterator(upper()))
            give(each.path());
    }

    /// What the container's first process does before its program runs; `settings` when `/proc` is
    /// there. A container that is not privileged has the devices that it is given, and cannot use
    /// others: those that its root makes, or that come with an image or a volume.
    std::vector<root_step> steps(const container_spec& spec, const root_surroundings& around = {},
                                 const std::vector<root_step>& settings = {}) const {
        const auto& first_id = around.first_id;
        using k = root_step;
        const k::kind binding = first_id ? k::shifted : k::mount;
        const std::string owner =
            first_id ? ",uid=" + std::to_string(*first_id) + ",gid=" + std::to_string(*first_id)
                     : "";
        std::vector<root_step> made{
            {.what = k::mount, .target = "/", .flags = MS_REC | MS_PRIVATE}};
        if (first_id)
            for (const auto& layer : spec.image.layers)
                bind(made, layer.string(), layer.string(), binding);
        const unsigned long no_devices = no_devices_flag(spec);
        add_overlay(made, spec, around.rootless);
        made.push_back({.what = k::enter, .target = mount_point()});
        auto mount = [&](std::string type, std::string at, unsigned long flags,
                         std::string data = {}) {
            made.push_back({k::mount, type, std::move(at), type, std::move(data), flags, false});
        };
        mount("proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC);
        if (around.foreign_network) {
            bind(made, "/sys", "sys");
            made.push_back({.what = k::no_devices, .target = "sys", .flags = MS_RDONLY});
            if (around.limits_seen)
                mount("tmpfs", "sys/fs/cgroup",
                      MS_NOSUID | MS_NODEV | MS_NOEXEC |
                          MS_RDONLY);  // no file system is mounted onto itself
        } else {
            mount("sysfs", "sys", MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_RDONLY);
        }
        if (around.limits_seen)
            mount("cgroup2", "sys/fs/cgroup", MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_RDONLY);
        mount("tmpfs", "dev", MS_NOSUID | MS_STRICTATIME | no_devices,
              "mode=755,size=65536k" + owner);
        for (const char* name : {"null", "zero", "full", "random", "urandom", "tty"}) {
            made.push_back({.what = k::file, .target = std::string("dev/") + name});
            bind(made, std::string("/dev/") + name, std::string("dev/") + name);
        }
        for (const char* name : {"dev/pts", "dev/mqueue"})
            made.push_back({.what = k::directory, .target = name});
        mount("devpts", "dev/pts", MS_NOSUID | MS_NOEXEC, "newinstance,ptmxmode=0666,mode=0620");
        add_shared_memory(made, spec, around);
        for (const auto& [target, name] : {std::pair("pts/ptmx", "ptmx"),
                                           {"/proc/self/fd", "fd"},
                                           {"/proc/self/fd/0", "stdin"},
                                           {"/proc/self/fd/1", "stdout"},
                                           {"/proc/self/fd/2", "stderr"}})
            made.push_back(
                {.what = k::link, .source = target, .target = std::string("dev/") + name});
        for (const ordered_mount& m : mounts_) {
            add_mount(made, m, binding, first_id.value_or(0));
            if (no_devices && !m.is_device && !m.memory)
                made.push_back({.what = k::no_devices, .target = m.target.substr(1)});
        }
        made.insert(made.end(), settings.begin(), settings.end());
        if (spec.oom_score_adj)
            made.push_back({.what = k::setting,
                            .source = std::to_string(spec.oom_score_adj),
                            .target = "proc/self/oom_score_adj"});
        if (!spec.privileged) hide_the_kernel(made);
        if (spec.read_only_root) remount_read_only(made, ".");
        made.push_back({.what = k::pivot});
        return made;
    }

    /// Mounts the image's layers, and nothing else: what is to be above them is somebody else's.
    std::vector<root_step> layer_steps(const container_spec& spec, bool rootless = false) const {
        std::vector<root_step> made{
            {.what = root_step::mount, .target = "/", .flags = MS_REC | MS_PRIVATE}};
        add_overlay(made, spec, rootless);
        return made;
    }
    /// What the container asks to have mounted.
    const std::vector<ordered_mount>& mounts() const { return mounts_; }
    /// Where the image's layers are mounted: onto the directory of the changes, which only those
    /// see any more who are not in the container's mount namespace.
    std::string mount_point() const { return upper().string(); }

    /// The directory in which overlayfs keeps what was changed, with what the runtime itself has
    /// put there.
    std::filesystem::path changes() const { return upper(); }

    /// `/a`, `/a/b` of `/a/b/c`.
    static std::vector<std::string> parents(const std::string& path) {
        std::vector<std::string> made;
        for (auto slash = path.find('/', 1); slash != path.npos; slash = path.find('/', slash + 1))
            made.push_back(path.substr(0, slash));
        return made;
    }

private:
    std::filesystem::path upper() const { return files_ / "upper"; }

    static std::string lines_of(const sandbox_spec& pod, const std::vector<std::string>& ips) {
        if (pod.hostname.empty()) return {};
        std::string made;
        const std::string names =
            (pod.domain_name.empty() ? "" : pod.hostname + '.' + pod.domain_name + ' ') +
            pod.hostname + '\n';
        for (const std::string& ip : ips) made += ip + '\t' + names;
        return made.empty() ? "127.0.0.1\t" + names : made;
    }
    static std::string resolver_of(const sandbox_spec& pod) {
        std::string made;
        for (const auto& server : pod.name_servers) made += "nameserver " + server + '\n';
        for (const auto& domain : pod.search_domains)
            made += (&domain == &pod.search_domains.front() ? "search " : " ") + domain;
        if (!pod.search_domains.empty()) made += '\n';
        std::string options;
        if (asks_networks(pod))
            options = " ndots:0";  // the names of others have no dots, and are no parts of domains
        for (const std::string& one : pod.resolver_options)
            options += ' ' + one;  // the last one counts
        if (!options.empty()) made += "options" + options + '\n';
        return made;
    }
    /// Changes a file where it is, so that those see it who have mounted it: no link of the
    /// container leads out of its directory, and no device that it has made in place of the file is
    /// opened.
    template <class F>
    void change(const char* directory, const char* name, F f) const {
        const owned_fd above(::open(upper().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
        const owned_fd in(
            above ? ::openat(above.get(), directory, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
                  : -1);
        const owned_fd there(in ? ::openat(in.get(), name, O_PATH | O_NOFOLLOW | O_CLOEXEC) : -1);
        constexpr off_t most = 1 << 20;
        struct stat s{};
        if (!there || ::fstat(there.get(), &s) != 0 || !S_ISREG(s.st_mode) || s.st_size > most)
            return;
        const owned_fd file(
            ::open(("/proc/self/fd/" + std::to_string(there.get())).c_str(), O_RDWR | O_CLOEXEC));
        if (!file)
            fail_with_errno(std::string("cannot open /") + directory + '/' + name +
                            " of a container");
        std::string text(static_cast<std::size_t>(s.st_size), '\0');
        if (::pread(file.get(), text.data(), text.size(), 0) != static_cast<ssize_t>(text.size()))
            return;
        const std::string now = f(std::move(text));
        if (::pwrite(file.get(), now.data(), now.size(), 0) != static_cast<ssize_t>(now.size()) ||
            ::ftruncate(file.get(), static_cast<off_t>(now.size())) != 0)
            fail_with_errno(std::string("cannot write /") + directory + '/' + name +
                            " of a container");
    }

    void make_directory(const std::string& path) {
        for (const std::string& part :
             parents((path.starts_with('/') ? path : '/' + path) + "/.")) {
            const std::filesystem::path at = upper() / part.substr(1);
            struct stat known{};
            if (::lstat(at.c_str(), &known) == 0 && !S_ISDIR(known.st_mode)) oci::remove_tree(at);
            if (::mkdir(at.c_str(), 0755) == 0) dress(at, part);
            else if (errno != EEXIST) fail_with_errno("cannot make " + part + " of a container");
        }
    }
    /// What is made above the image's directory has its owner and mode, as it is that directory to
    /// who looks.
    void dress(const std::filesystem::path& made, const std::string& path) const {
        struct stat s{};
        const auto found = image_.find(path);
        if (!found || ::lstat(found->c_str(), &s) != 0 || !S_ISDIR(s.st_mode))
            s = {}, s.st_mode = 0755;  // for all users, whatever the umask
        if ((s.st_uid != 0 || s.st_gid != 0) && ::geteuid() == 0 &&
            ::lchown(made.c_str(), s.st_uid, s.st_gid) != 0)
            fail_with_errno("cannot give " + path + " of a container its owner");
        if (::chmod(made.c_str(), s.st_mode & 07777) != 0)
            fail_with_errno("cannot set the mode of " + path + " of a container");
    }
    void write(const std::string& path, const std::string& content) {
        make_directory(std::filesystem::path(path).parent_path().string());
        oci::remove_tree(upper() / path.substr(1));
        std::ofstream out(upper() / path.substr(1), std::ios::binary);
        if (!(out << content).flush()) fail_with_errno("cannot write " + path + " of a container");
        ::chmod((upper() / path.substr(1)).c_str(), 0644);
    }

    static unsigned long no_devices_flag(const container_spec& spec) {
        if (spec.privileged) return 0;
        return MS_NODEV;
    }
    void add_overlay(std::vector<root_step>& to, const container_spec& spec,
                     bool rootless = false) const {
        if (spec.image.layers.empty())
            throw status_error(core::reason::invalid,
                               "image " + spec.image.reference.familiar() +
                                   " has no layers: there is nothing to run in it");
        const auto [from, options] = oci::overlay_options(directory_ / "layers", spec.image.layers,
                                                          upper(), files_ / "work");
        to.push_back({.what = root_step::enter, .target = from.string()});
        to.push_back({root_step::mount, "overlay", mount_point(), "overlay",
                      options + (rootless ? ",userxattr" : ""), no_devices_flag(spec), false});
    }
    static void add_shared_memory(std::vector<root_step>& to, const container_spec& spec,
                                  const root_surroundings& around) {
        constexpr unsigned long flags = MS_NOSUID | MS_NODEV | MS_NOEXEC;
        const bool queues_here = around.shares_memory && ::access("/dev/mqueue", F_OK) == 0;
        if (queues_here) bind(to, "/dev/mqueue", "dev/mqueue");
        else
            to.push_back({root_step::mount,
                          "mqueue",
                          "dev/mqueue",
                          "mqueue",
                          {},
                          flags,
                          around.shares_memory});
        if (spec.no_shared_memory) return;
        to.push_back({.what = root_step::directory, .target = "dev/shm"});
        const bool others = around.shared_memory_of >= 0 || around.shares_memory;
        if (around.shared_memory_of >= 0)
            to.push_back({.what = root_step::shared,
                          .source = "/dev/shm",
                          .target = "dev/shm",
                          .flags = static_cast<unsigned long>(around.shared_memory_of)});
        else if (around.shares_memory) bind(to, "/dev/shm", "dev/shm");
        else
            to.push_back({root_step::mount, "tmpfs", "dev/shm", "tmpfs",
                          "mode=1777,size=" + std::to_string(shm_bytes_of(spec)), flags, false});
        if (others && !spec.privileged)
            to.push_back({.what = root_step::no_devices, .target = "dev/shm"});
    }
    static void bind(std::vector<root_step>& to, std::string source, std::string target,
                     root_step::kind how = root_step::mount) {
        to.push_back({how, std::move(source), std::move(target), {}, {}, MS_BIND | MS_REC, false});
    }
    static void add_mount(std::vector<root_step>& to, const ordered_mount& m,
                          root_step::kind binding, std::uint32_t first_id) {
        const std::string at = m.target.substr(1);
        if (m.below_memory) {  // that is empty yet: no link can be there
            for (const std::string& part : parents(m.target))
                if (part.size() > m.below_memory)
                    to.push_back({.what = root_step::directory, .target = part.substr(1)});
            to.push_back(
                {.what = m.is_directory ? root_step::directory : root_step::file, .target = at});
        }
        if (m.memory) {
            const tmpfs& t = *m.memory;
            const unsigned long flags = (t.exec ? 0 : MS_NOEXEC) | (t.suid ? 0 : MS_NOSUID) |
                                        (t.dev ? 0 : MS_NODEV) | (t.read_only ? MS_RDONLY : 0);
            to.push_back(
                {root_step::mount, "tmpfs", at, "tmpfs", tmpfs_data(t, first_id), flags, false});
            return;
        }
        bind(to, m.source, at, m.is_device ? root_step::mount : binding);
        if (m.read_only) remount_read_only(to, at);
    }
    static void remount_read_only(std::vector<root_step>& to, const std::string& target,
                                  bool may_fail = false) {
        to.push_back({root_step::mount,
                      {},
                      target,
                      {},
                      {},
                      MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID,
                      may_fail});
    }
    static void hide_the_kernel(std::vector<root_step>& to) {
        for (const std::string secret : masked_paths)
            to.push_back({root_step::mount, "/dev/null", secret.substr(1), {}, {}, MS_BIND, true});
        for (const std::string shown : readonly_paths) {
            const std::string at = shown.substr(1);
            to.push_back({root_step::mount, at, at, {}, {}, MS_BIND | MS_REC, true});
            to.push_back({root_step::mount,
                          {},
                          at,
                          {},
                          {},
                          MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC,
                          true});
        }
    }

    std::filesystem::path directory_;
    std::filesystem::path
        files_;  // what the container writes; not to be removed where it is somebody else's
    layer_view image_;
    std::vector<ordered_mount> mounts_;
    std::string own_hosts_,
        resolver_;  // the lines of `/etc/hosts` that say where the pod is; `/etc/resolv.conf`
};

}  // namespace slipway::runtime::detail
