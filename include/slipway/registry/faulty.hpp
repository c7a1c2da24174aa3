// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <slipway/registry/detail/guarded.hpp>

namespace slipway::registry {

/// What goes wrong with one call.
struct registry_fault {
    std::optional<status_error> thrown{};  ///< instead of the call
    /// of a blob that is read: bytes until service_unavailable is thrown
    std::optional<std::uint64_t> cut_after{};
    /// of a blob that is read: a byte that is another one
    std::optional<std::uint64_t> wrong_byte_at{};
};

/// Says what goes wrong with a call, named as in the concept (`read_blob`); called from several
/// threads.
using fault_plan =
    std::function<registry_fault(std::string_view call, const std::string& repository)>;

/// A registry in which things go wrong, to test what uses it.
class faulty_registry : public detail::guarded_registry {
public:
    faulty_registry(any_registry inner, fault_plan plan)
        : guarded_registry(inner,
                           [plan](const detail::guarded_call& call) {
                               if (call.name == "read_blob") return;
                               if (const registry_fault f = plan(call.name, call.repository);
                                   f.thrown)
                                   throw status_error(*f.thrown);
                           }),
          blobs_(std::move(inner)),
          plan_(std::move(plan)) {}

    oci::byte_source read_blob(const std::string& repository, const oci::digest& d,
                               byte_range range = {}) {
        const registry_fault f = plan_("read_blob", repository);
        if (f.thrown) throw status_error(*f.thrown);
        return [source = blobs_.read_blob(repository, d, range), f,
                at = std::make_shared<std::uint64_t>(0)](std::span<char> into) {
            if (f.cut_after) {
                if (*at >= *f.cut_after)
                    throw status_error(core::reason::service_unavailable, "the blob breaks off");
                into = into.first(static_cast<std::size_t>(
                    std::min<std::uint64_t>(into.size(), *f.cut_after - *at)));
            }
            const std::size_t n = source(into);
            if (f.wrong_byte_at && *f.wrong_byte_at >= *at && *f.wrong_byte_at - *at < n)
                into[static_cast<std::size_t>(*f.wrong_byte_at - *at)] ^= 1;
            *at += n;
            return n;
        };
    }

private:
    any_registry blobs_;
    fault_plan plan_;
};

static_assert(registry<faulty_registry>);

}  // namespace slipway::registry
