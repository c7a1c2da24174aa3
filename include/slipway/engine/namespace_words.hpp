// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/core/status.hpp>
#include <slipway/engine/container.hpp>

namespace slipway::engine {

namespace detail {

/// `host`, `container:NAME`, or empty or `private` for its own. Throws `status_error` (invalid);
/// `of_what` is named then.
inline runtime::namespace_choice namespace_named(const std::string& text, const char* of_what,
                                                 const char* others) {
    using choice = runtime::namespace_choice;
    if (text.empty() || text == "private") return {};
    if (text == "host") return {.whose = choice::machine};
    if (const std::string joined = "container:";
        text.starts_with(joined) && text.size() > joined.size())
        return {.whose = choice::container, .key = text.substr(joined.size())};
    throw status_error(core::reason::invalid,
                       "'" + text.substr(0, 128) + "' does not say whose " + of_what +
                           " a container has: host, container:NAME and private do" + others);
}

}  // namespace detail

/// Among whose processes a container's are, in the words of Docker and Podman: `host`,
/// `container:NAME`, `private`. Throws `status_error` (invalid), as all of these.
inline void set_pid_mode(container_options& to, const std::string& text) {
    to.pid = detail::namespace_named(text, "processes", "");
}
/// Whose host name it has: `host`, `container:NAME`, `private`.
inline void set_uts_mode(container_options& to, const std::string& text) {
    to.uts = detail::namespace_named(text, "host name", "");
}
/// Whose IPC and shared memory it has: `private`; `shareable`, which others may join; `none`, its
/// own without /dev/shm; `host`; `container:NAME`.
inline void set_ipc_mode(container_options& to, const std::string& text) {
    to.shareable_ipc = text == "shareable";
    to.no_shared_memory = text == "none";
    to.ipc = to.shareable_ipc || to.no_shared_memory
                 ? runtime::namespace_choice()
                 : detail::namespace_named(text, "IPC", ", and so do shareable and none");
}
/// Whose network it has, where that is another container's: `container:NAME`; false for all other
/// words, which name networks.
inline bool set_network_of(container_options& to, const std::string& text) {
    if (!text.starts_with("container:")) return false;
    to.network_of = detail::namespace_named(text, "network", ", and so do the names of networks");
    return true;
}
/// Whose users it has: those of this machine are all that there are.
inline void check_users_mode(const std::string& text) {
    if (!text.empty() && text != "host")
        throw status_error(
            core::reason::invalid,
            "a container has the users of this machine here, as 'host' says (without root, those of its user): '" +
                text.substr(0, 128) + "' cannot be had");
}

/// The same words for what a container has; of another one its id.
inline std::string mode_in_words(const runtime::namespace_choice& n) {
    return n.whose == runtime::namespace_choice::own       ? ""
           : n.whose == runtime::namespace_choice::machine ? "host"
                                                           : "container:" + n.key;
}
inline std::string ipc_mode_in_words(const container_record& r) {
    if (r.pod.ipc.whose != runtime::namespace_choice::own) return mode_in_words(r.pod.ipc);
    return r.shareable_ipc ? "shareable" : r.spec.no_shared_memory ? "none" : "private";
}

}  // namespace slipway::engine
