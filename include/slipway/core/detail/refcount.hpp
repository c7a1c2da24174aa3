// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

namespace slipway::core::detail {

// A plain number in constant evaluation, an atomic one at run time, without the cost of <atomic>.
// Written as expressions, since compilers count statements in constant evaluation and allow only so
// many.
constexpr void acquire(unsigned& references) {
    __builtin_is_constant_evaluated() ? void(++references)
                                      : void(__atomic_fetch_add(&references, 1U, __ATOMIC_RELAXED));
}

/// True when the last reference is gone.
constexpr bool release(unsigned& references) {
    return __builtin_is_constant_evaluated()
               ? --references == 0
               : __atomic_sub_fetch(&references, 1U, __ATOMIC_ACQ_REL) == 0;
}

constexpr bool shared(const unsigned& references) {
    return __builtin_is_constant_evaluated() ? references > 1
                                             : __atomic_load_n(&references, __ATOMIC_ACQUIRE) > 1;
}

/// What several share, which knows itself how it is freed: those who may be the last to let it go
/// are compiled without the types in it, of which the API has hundreds.
struct counted {
    unsigned references;
    void (*free)(counted*);
};

template <class T>
constexpr void exchange(T& a, T& b) noexcept {
    T kept = a;
    a = b;
    b = kept;
}

}  // namespace slipway::core::detail
