// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <slipway/runtime/detail/seccomp_profile.hpp>

namespace slipway::runtime::detail {

/// A program for the kernel that decides on each system call (seccomp(2), networking/filter.rst).
/// Empty: there is none, all pass.
using seccomp_filter = std::vector<sock_filter>;

/// Makes the program that keeps to the profile. It finds the rule of a call by halving the numbers:
/// all that decides on an allowed call are comparisons of its number, for which kernels since 5.11
/// remember the outcome. It is short, as the kernel translates it anew for each container. Of an
/// argument, the low half is looked at, which is all that the kernel takes of those.
class seccomp_writer {
public:
    explicit seccomp_writer(capability_set held) : held_(held) {}

    /// A program of another architecture than these is killed by its first call.
    seccomp_filter write(std::span<const call_abi> abis) const {
        seccomp_filter made{load(offsetof(seccomp_data, arch))};
        for (const call_abi& abi : abis) {
            const seccomp_filter calls = section(abi);
            made.push_back(jump(BPF_JEQ, abi.architecture, 1, 0));
            made.push_back({BPF_JMP | BPF_JA, 0, 0, static_cast<std::uint32_t>(calls.size())});
            append(made, calls);
        }
        made.push_back(end(SECCOMP_RET_KILL_PROCESS));
        return made;
    }

private:
    static constexpr call_rule every_rule[] = {
        call_rule::allowed,       call_rule::refused,        call_rule::missing,
        call_rule::no_namespaces, call_rule::usual_families, call_rule::usual_personality};
    /// Numbers from `first` that share a rule.
    struct range {
        std::uint32_t first;
        call_rule rule;
    };
    /// Where it goes on: at another comparison, or, from `rules` on, with what a rule says.
    using target = std::size_t;
    static constexpr target rules = 1'000'000;
    struct comparison {
        std::uint32_t number;
        target at_least = 0, below = 0;
    };
    struct test {
        unsigned kind;
        std::uint32_t value;
    };

    static sock_filter load(std::size_t offset) {
        return {BPF_LD | BPF_W | BPF_ABS, 0, 0, static_cast<std::uint32_t>(offset)};
    }
    static sock_filter end(std::uint32_t verdict) { return {BPF_RET | BPF_K, 0, 0, verdict}; }
    static sock_filter allow() { return end(SECCOMP_RET_ALLOW); }
    static sock_filter end_with(int error) {
        return end(SECCOMP_RET_ERRNO | static_cast<std::uint32_t>(error));
    }
    /// Skips so many instructions where it is so, and where not. Throws `std::length_error` for
    /// more than an instruction can say.
    static sock_filter jump(unsigned kind, std::uint32_t value, std::size_t yes, std::size_t no) {
        if (yes > 255 || no > 255)
            throw std::length_error("the seccomp profile is too long for its jumps");
        return {static_cast<std::uint16_t>(BPF_JMP | BPF_K | kind), static_cast<std::uint8_t>(yes),
                static_cast<std::uint8_t>(no), value};
    }
    static void append(seccomp_filter& to, const seccomp_filter& more) {
        to.insert(to.end(), more.begin(), more.end());
    }

    /// The comparisons, and behind them what each rule says, once.
    seccomp_filter section(const call_abi& abi) const {
        std::vector<range> ranges;
        const auto by_number = call_rules(abi, held_);
        for (std::uint32_t n = 0; n < by_number.size(); ++n)
            if (ranges.empty() || ranges.back().rule != by_number[n])
                ranges.push_back({n, by_number[n]});
        std::vector<comparison> tree;
        grow(tree, ranges, static_cast<std::uint32_t>(by_number.size()));
        seccomp_filter ends;
        std::size_t starts[std::size(every_rule)];
        for (const call_rule rule : every_rule) {
            starts[static_cast<std::size_t>(rule)] = tree.size() + ends.size();
            append(ends, decided(rule));
        }
        const auto place = [&](target to) { return to < rules ? to : starts[to - rules]; };
        seccomp_filter made{load(offsetof(seccomp_data, nr))};
        for (std::size_t i = 0; i < tree.size(); ++i)
            made.push_back(jump(BPF_JGE, tree[i].number, place(tree[i].at_least) - i - 1,
                                place(tree[i].below) - i - 1));
        append(made, ends);
        return made;
    }
    /// Halves the numbers, not the ranges: the kernel runs the program once for each number when it
    /// takes it.
    static target grow(std::vector<comparison>& tree, std::span<const range> ranges,
                       std::uint32_t end) {
        if (ranges.size() == 1) return rules + static_cast<std::size_t>(ranges.front().rule);
        const std::uint32_t middle = ranges.front().first + (end - ranges.front().first) / 2;
        std::size_t split = 1;
        while (split + 1 < ranges.size() && ranges[split].first < middle) ++split;
        const std::size_t at = tree.size();
        tree.push_back({.number = ranges[split].first});
        const target below = grow(tree, ranges.first(split), ranges[split].first);
        const target at_least = grow(tree, ranges.subspan(split), end);
        tree[at].below = below;
        tree[at].at_least = at_least;
        return at;
    }

    static seccomp_filter decided(call_rule rule) {
        switch (rule) {
            case call_rule::allowed: return {allow()};
            case call_rule::refused: break;
            case call_rule::missing: return {end_with(ENOSYS)};
            case call_rule::no_namespaces:
                return where_one({{BPF_JSET, namespaces}}, end_with(EPERM), allow());
            case call_rule::usual_families:
                return where_one(unusual_families(), end_with(EPERM), allow());
            case call_rule::usual_personality:
                return where_one(usual_personalities(), allow(), end_with(EPERM));
        }
        return {end_with(EPERM)};
    }
    /// Looks at the first argument.
    static seccomp_filter where_one(const std::vector<test>& holds, sock_filter then,
                                    sock_filter otherwise) {
        seccomp_filter made{load(offsetof(seccomp_data, args))};
        for (std::size_t i = 0; i < holds.size(); ++i)
            made.push_back(jump(holds[i].kind, holds[i].value, holds.size() - i, 0));
        made.push_back(otherwise);
        made.push_back(then);
        return made;
    }
    static constexpr std::uint32_t namespaces = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS |
                                                CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID |
                                                CLONE_NEWNET;
    /// Those that nobody keeps any more, the kernel's ciphers (AF_ALG), and the way around the
    /// network to what this machine runs in or on (AF_VSOCK).
    static std::vector<test> unusual_families() {
        constexpr std::uint32_t decnet = 12, econet = 19, atm = 20, irda = 23, wanpipe = 25,
                                isdn = 34, caif = 37, alg = 38, vsock = 40, beyond_mctp = 46;
        std::vector<test> made{{BPF_JGE, beyond_mctp}};
        for (const std::uint32_t family :
             {decnet, econet, atm, irda, wanpipe, isdn, caif, alg, vsock})
            made.push_back({BPF_JEQ, family});
        return made;
    }
    static std::vector<test> usual_personalities() {
        constexpr std::uint32_t linux_here = 0, linux32 = 0x0008, uname26 = 0x0020000,
                                question = 0xffff'ffff;
        return {{BPF_JEQ, linux_here},
                {BPF_JEQ, linux32},
                {BPF_JEQ, uname26},
                {BPF_JEQ, uname26 | linux32},
                {BPF_JEQ, question}};
    }

    capability_set held_;
};

/// Why there is no filtering of system calls here; empty where there is.
inline std::string no_seccomp_here() {
    if (call_abis().empty()) return "there is no profile for this machine's architecture";
    std::uint32_t action = SECCOMP_RET_KILL_PROCESS;
    if (::syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) != 0)
        return "this machine's kernel has no seccomp filters";
    return "";
}

/// For a container with these capabilities. Empty where `no_seccomp_here`.
inline seccomp_filter default_seccomp_filter(capability_set held) {
    if (!no_seccomp_here().empty()) return {};
    return seccomp_writer(held).write(call_abis());
}

/// From now on, for this process and those that it starts. Takes CAP_SYS_ADMIN where `no_new_privs`
/// is not set. Called between fork and exec: nothing but a system call.
inline bool limit_system_calls(const seccomp_filter& filter) {
    const sock_fprog program{static_cast<unsigned short>(filter.size()),
                             const_cast<sock_filter*>(filter.data())};  // the kernel only reads it
    return ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_SPEC_ALLOW,
                     &program) == 0;
}

}  // namespace slipway::runtime::detail
