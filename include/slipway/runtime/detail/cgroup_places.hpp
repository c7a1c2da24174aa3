// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include <slipway/runtime/detail/owned_fd.hpp>

namespace slipway::runtime::detail {

/// Writes to a file of a control group, in one piece; `errno` says why not.
inline bool write_to_group(const std::filesystem::path& file, const std::string& value) {
    const owned_fd fd(::open(
        file.c_str(),
        O_WRONLY | O_APPEND | O_CLOEXEC));  // to the kernel the end is as good as the beginning
    return fd &&
           ::write(fd.get(), value.data(), value.size()) == static_cast<ssize_t>(value.size());
}

/// Where this program may have control groups: version 2 where that has the memory controller or
/// there is no version 1, else version 1 (cgroups(7)), also both at once, as many machines have
/// them.
class cgroup_places {
public:
    /// `self` has the files `cgroup` and `mountinfo` of a process (proc(5)).
    explicit cgroup_places(std::filesystem::path self = "/proc/self") : self_(std::move(self)) {
        read_own_paths();
        read_hierarchies();
        find_version_1();
        find_version_2();
    }

    /// Whether they are of version 2.
    bool unified() const { return unified_; }
    /// In which group one with the controller can be made, for `memory`, `cpu`, `pids`, `freezer`
    /// and `cpuset`, as far as there is one.
    const std::map<std::string, std::filesystem::path>& parents() const { return parents_; }
    /// Why there is none.
    std::string why_not(const std::string& controller) const {
        const auto known = why_not_.find(controller);
        return known == why_not_.end() ? "no control group of this program has the controller"
                                       : known->second;
    }
    /// This program's place in each hierarchy, and where the hierarchy is mounted.
    const std::map<std::filesystem::path, std::filesystem::path>& all() const { return all_; }

    /// Has the groups in this one have a controller (version 2); why that cannot be, or nothing.
    static std::string pass_on(const std::filesystem::path& group, const std::string& controller) {
        if (!words(group / "cgroup.controllers").count(controller))
            return "the control group " + group.string() + " does not have the controller";
        if (words(group / "cgroup.subtree_control").count(controller) ||
            write_to_group(group / "cgroup.subtree_control", '+' + controller))
            return {};
        if (errno == EBUSY)
            return "the control group " + group.string() +
                   " has processes of its own, so that it cannot pass the controller on; start this program in a group below it";
        return "the control group " + group.string() +
               " cannot pass the controller on: " + std::strerror(errno);
    }

private:
    static std::set<std::string> words(const std::filesystem::path& file) {
        std::ifstream in(file);
        return {std::istream_iterator<std::string>(in), {}};
    }
    /// Of `cgroup`, where the kernel takes as long for a line as for all: the names of controllers
    /// between commas, and the path.
    void read_own_paths() {
        std::ifstream in(self_ / "cgroup");
        for (std::string line; std::getline(in, line);) {
            const auto first = line.find(':'), second = line.find(':', first + 1);
            own_paths_.emplace_back(',' + line.substr(first + 1, second - first - 1) + ',',
                                    line.substr(second + 1));
        }
    }
    /// Where this program is in the hierarchy of a controller; without one in that of version 2.
    std::string own_path(const std::string& controller) const {
        for (const auto& [names, path] : own_paths_)
            if (controller.empty() ? names == ",,"
                                   : names.find(',' + controller + ',') != names.npos)
                return path;
        return {};
    }
    struct hierarchy {
        std::string root, point, type, options;
    };
    /// Of `mountinfo`.
    void read_hierarchies() {
        std::ifstream in(self_ / "mountinfo");
        for (std::string line; std::getline(in, line);) {
            const auto type = line.find(" - cgroup");
            if (type == line.npos) continue;
            std::istringstream before(line.substr(0, type)), after(line.substr(type + 3));
            std::string skip;
            hierarchy made;
            before >> skip >> skip >> skip >> made.root >> made.point;
            after >> made.type >> skip >> made.options;
            hierarchies_.push_back(std::move(made));
        }
    }
    static std::filesystem::path place(const std::string& point, const std::string& root,
                                       const std::string& own) {
        const std::string below =
            root != "/" && own.starts_with(root) ? own.substr(root.size()) : own;
        return point + (below == "/" ? "" : below);
    }
    void find_version_1() {
        for (const auto& [root, point, type, options] : hierarchies_) {
            std::istringstream list(type == "cgroup" ? options : std::string());
            std::string here = type == "cgroup" ? "" : own_path("");
            for (std::string c; std::getline(list, c, ',');) {
                if (c == "memory" || c == "cpu" || c == "pids" || c == "freezer" || c == "cpuset")
                    parents_[c] = place(point, root, own_path(c));
                if (here.empty()) here = own_path(c);
            }
            if (!here.empty()) all_[place(point, root, here)] = point;
        }
    }
    void find_version_2() {
        for (const auto& [root, point, type, options] : hierarchies_) {
            if (unified_ || type != "cgroup2") continue;
            if (!parents_.empty() &&
                !words(std::filesystem::path(point) / "cgroup.controllers").count("memory"))
                continue;
            unified_ = true;
            parents_.clear();
            // A group with processes in it cannot pass controllers on: the groups of containers
            // stand beside this program's.
            const std::filesystem::path here = place(point, root, own_path(""));
            const std::filesystem::path parent = here != point ? here.parent_path() : here;
            all_ = {{parent, point}};
            parents_["freezer"] = parent;  // every group is one
            for (const std::string c : {"memory", "cpu", "pids", "cpuset"}) {
                if (std::string why = pass_down(point, parent, c); why.empty())
                    parents_[c] = parent;
                else why_not_[c] = std::move(why);
            }
        }
    }
    /// Each group on the way has what the one above passes on.
    static std::string pass_down(const std::filesystem::path& from, const std::filesystem::path& to,
                                 const std::string& controller) {
        std::filesystem::path at = from;
        std::string why = pass_on(at, controller);
        for (const auto& part : to.lexically_relative(from)) {
            if (!why.empty() || part == ".") continue;
            at /= part;
            why = pass_on(at, controller);
        }
        return why;
    }

    std::filesystem::path self_;
    std::vector<std::pair<std::string, std::string>> own_paths_;
    std::vector<hierarchy> hierarchies_;
    bool unified_ = false;
    std::map<std::string, std::filesystem::path> parents_;
    std::map<std::filesystem::path, std::filesystem::path> all_;
    std::map<std::string, std::string> why_not_;
};

}  // namespace slipway::runtime::detail
