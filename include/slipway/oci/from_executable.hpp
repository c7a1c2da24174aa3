// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/oci/build.hpp>
#include <slipway/oci/detail/library_search.hpp>

namespace slipway::oci {

/// The files that programs expect everywhere: users root and nobody, `/tmp`, the directories of a
/// usual root.
inline file_tree base_files() {
    file_tree files;
    files
        .text(
            "etc/passwd",
            "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/bin/false\n")
        .text("etc/group", "root:x:0:\nnogroup:x:65534:\n")
        .text("etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files dns\n")
        .directory("root", 0700)
        .directory("tmp", 01777)
        .directory("var/tmp", 01777);
    for (const char* empty : {"dev", "proc", "run", "sys"}) files.directory(empty);
    return files;
}

/// The program that this process runs.
inline std::filesystem::path own_executable() {
    return std::filesystem::read_symlink("/proc/self/exe");
}

/// Where `from_executable` puts a program in the image.
inline std::string program_path(const std::filesystem::path& program) {
    return "/usr/local/bin/" + program.filename().string();
}

/// An image of one program: it, the shared libraries that it needs, and its ELF interpreter, in
/// their places, above a layer of `base_files()`. Works for static and for dynamic programs without
/// running them. `arguments` come after the program's name; a container's `args` replace them.
/// Throws `status_error`: not_found where the program or a library is missing, invalid where it is
/// no Linux program.
inline built_image from_executable(const std::filesystem::path& program = own_executable(),
                                   std::vector<std::string> arguments = {},
                                   image_config config = {}, pack_options packing = {}) {
    const auto facts = detail::elf_reader(program).read();
    if (!facts)
        throw status_error(core::reason::invalid,
                           program.string() +
                               " is not a 64-bit Linux program (ELF), so no image"
                               " can be made of it");
    file_tree libraries;
    std::set<std::string> extra;
    if (!facts->interpreter.empty()) libraries.file(facts->interpreter, facts->interpreter, 0755);
    const auto usual = detail::library_search::default_directories(facts->machine);
    for (const auto& [name, path] : detail::library_search().all_of(program, *facts)) {
        const auto place = std::filesystem::absolute(path).lexically_normal();
        libraries.file(place.string(), place, 0755);
        const std::string dir = place.parent_path().string();
        if (std::find(usual.begin(), usual.end(), dir) == usual.end()) extra.insert(dir);
    }
    std::string search;
    for (const auto& dir : extra) search += (search.empty() ? "" : ":") + dir;
    config.env.insert(config.env.begin(),
                      "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    if (!search.empty()) config.env.push_back("LD_LIBRARY_PATH=" + search);
    config.entrypoint = {program_path(program)};
    config.cmd = std::move(arguments);

    image_builder builder(std::move(config));
    builder.packing = packing;
    builder.layer(base_files(), "users and directories");
    if (!libraries.entries().empty()) builder.layer(libraries, "shared libraries");
    builder.layer(file_tree().file(program_path(program), program, 0755),
                  program.filename().string());
    return builder.build();
}

/// An image of a static program that is many by the names of its links, such as busybox: the
/// program in `/bin`, and a link to it for each applet. Its own name among the applets is passed
/// over. Throws `status_error`.
inline built_image from_applets(const std::filesystem::path& program,
                                const std::vector<std::string>& applets, image_config config = {}) {
    const auto facts = detail::elf_reader(program).read();
    if (!facts || !facts->interpreter.empty())
        throw status_error(core::reason::invalid,
                           program.string() +
                               " is not a static Linux program; of a dynamic one,"
                               " from_executable makes an image");
    const std::string name = program.filename().string();
    file_tree files = base_files();
    files.file("bin/" + name, program, 0755);
    for (const auto& applet : applets) {
        if (applet.find('/') != std::string::npos)
            throw status_error(core::reason::invalid,
                               "\"" + applet + "\" is a path, not the name of an applet");
        if (applet != name) files.symlink("bin/" + applet, name);
    }
    config.env.insert(config.env.begin(),
                      "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    if (config.cmd.empty() && config.entrypoint.empty()) config.cmd = {"sh"};
    image_builder builder(std::move(config));
    return builder.layer(files, name).build();
}

/// The applets of Debian's busybox-static that containers and tests use.
inline std::vector<std::string> busybox_applets() {
    return {
        "[",     "ash",      "awk",       "base64",   "basename", "cat",     "chmod",  "chown",
        "cp",    "cut",      "date",      "dd",       "df",       "dirname", "du",     "echo",
        "egrep", "env",      "expr",      "false",    "find",     "grep",    "gunzip", "gzip",
        "head",  "hostname", "httpd",     "id",       "ifconfig", "ip",      "kill",   "killall",
        "ln",    "ls",       "md5sum",    "mkdir",    "mkfifo",   "mktemp",  "more",   "mount",
        "mv",    "nc",       "netstat",   "nslookup", "od",       "ping",    "pidof",  "printf",
        "ps",    "pwd",      "readlink",  "realpath", "rm",       "rmdir",   "route",  "sed",
        "seq",   "sh",       "sha256sum", "sleep",    "sort",     "stat",    "stty",   "sync",
        "tail",  "tar",      "tee",       "test",     "timeout",  "top",     "touch",  "tr",
        "true",  "tty",      "umount",    "uname",    "uniq",     "uptime",  "usleep", "vi",
        "wc",    "wget",     "which",     "whoami",   "xargs",    "yes"};
}

/// An image of the busybox at `program`. Throws `status_error` (not_found), which names Debian's
/// package, if it is absent.
inline built_image from_busybox(const std::filesystem::path& program = "/bin/busybox") {
    std::error_code none;
    if (!std::filesystem::exists(program, none))
        throw status_error(
            core::reason::not_found,
            "there is no " + program.string() + "; Debian's package busybox-static installs it");
    return from_applets(program, busybox_applets());
}

}  // namespace slipway::oci
