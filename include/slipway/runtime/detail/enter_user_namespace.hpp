// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <iterator>
#include <string>
#include <system_error>
#include <utility>

#include <unistd.h>

#include <slipway/core/compiled.hpp>
#include <slipway/runtime/detail/rootless_machine.hpp>
#include <slipway/runtime/enter_user_namespace.hpp>

namespace slipway::runtime {

namespace detail {

inline bool has_one_thread() {
    std::error_code failed;
    const std::filesystem::directory_iterator threads("/proc/self/task", failed);
    return !failed && std::distance(begin(threads), end(threads)) == 1;
}
/// A program that was started to keep a machine, and whose main function does not know of that.
inline bool is_lost_shim() {
    const auto words = read_small_file("/proc/self/cmdline");
    return words && words->starts_with(std::string(shim_name) + '\0');
}

}  // namespace detail

SLIPWAY_INLINE std::shared_ptr<const rootless_surroundings> enter_user_namespace(const std::filesystem::path& root) {
    if (::geteuid() == 0 || !detail::has_one_thread() || detail::is_lost_shim()) return nullptr;
    struct kept_machine {
        explicit kept_machine(detail::rootless_machine m) : machine(std::move(m)), surroundings(machine.surroundings()) {}
        detail::rootless_machine machine;
        rootless_surroundings surroundings;
    };
    try {
        auto made = std::make_shared<kept_machine>(detail::rootless_machine::have(detail::rootless_machine::place_in(root), detail::rootless_machine::users::all));
        made->machine.enter();
        return {made, &made->surroundings};
    } catch (const status_error&) {
        return nullptr;  // who asks for containers that need it, is told by their shim
    } catch (const std::filesystem::filesystem_error&) {
        return nullptr;  // the same: there is no such directory
    }
}

}  // namespace slipway::runtime
