// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/runtime/detail/seccomp_filter.hpp>

#include <cstring>
#include <functional>
#include <optional>
#include <thread>

#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <catch2/catch.hpp>

namespace seccomp_filter_test {

using namespace slipway::runtime::detail;

namespace {

constexpr std::uint32_t allow = SECCOMP_RET_ALLOW, kill_it = SECCOMP_RET_KILL_PROCESS;
constexpr std::uint32_t eperm = SECCOMP_RET_ERRNO | EPERM, enosys = SECCOMP_RET_ERRNO | ENOSYS;

constexpr call_abi all_abis[] = {x86_64_calls, i386_calls, aarch64_calls, riscv64_calls};

/// What the kernel would do: the few instructions that the filters are made of.
std::uint32_t verdict(const seccomp_filter& filter, std::uint32_t architecture,
                      std::uint32_t number, std::uint64_t first = 0) {
    seccomp_data call{};
    call.nr = static_cast<int>(number);
    call.arch = architecture;
    call.args[0] = first;
    std::uint32_t a = 0;
    for (std::size_t at = 0; at < filter.size(); ++at) {
        const sock_filter& i = filter[at];
        bool holds = false;
        switch (i.code) {
            case BPF_LD | BPF_W | BPF_ABS:
                REQUIRE(i.k + 4 <= sizeof call);
                std::memcpy(&a, reinterpret_cast<const char*>(&call) + i.k, 4);
                continue;
            case BPF_RET | BPF_K: return i.k;
            case BPF_JMP | BPF_JA: at += i.k; continue;
            case BPF_JMP | BPF_K | BPF_JEQ: holds = a == i.k; break;
            case BPF_JMP | BPF_K | BPF_JGE: holds = a >= i.k; break;
            case BPF_JMP | BPF_K | BPF_JSET: holds = (a & i.k) != 0; break;
            default: FAIL("an unknown instruction: " << i.code);
        }
        at += holds ? i.jt : i.jf;
    }
    FAIL("it has no end");
    return 0;
}

const listed_call& listed(std::string_view name) {
    for (const listed_call& call : listed_calls)
        if (call.name == name) return call;
    throw std::runtime_error("not listed: " + std::string(name));
}

/// What becomes of a call of the table.
std::uint32_t verdict(capability_set held, const call_abi& abi, std::string_view name,
                      std::uint64_t first = 0) {
    const int number = listed(name).number[abi.column];
    REQUIRE(number >= 0);
    return verdict(seccomp_writer(held).write({&abi, 1}), abi.architecture,
                   static_cast<std::uint32_t>(number), first);
}

/// Runs it in a process of its own that has the filter of a container with the usual capabilities;
/// what it returns. Nothing where it was killed.
std::optional<int> filtered(const std::function<int()>& work) {
    const seccomp_filter filter = default_seccomp_filter(usual_capabilities());
    REQUIRE_FALSE(filter.empty());
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || !limit_system_calls(filter))
            ::_exit(255);
        ::_exit(work());
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    return WIFEXITED(status) ? std::optional(WEXITSTATUS(status)) : std::nullopt;
}
int error_of(long result) { return result < 0 ? errno : 0; }

bool filters_here() {
    const std::string why = no_seccomp_here();
    if (!why.empty()) WARN("skipped: " << why);
    return why.empty();
}

}  // namespace

TEST_CASE("the numbers of the calls are the kernel's") {
    const auto abis = call_abis();
    if (abis.empty()) return;
    const std::pair<std::string_view, long> known[] = {{"acct", SYS_acct},
                                                       {"add_key", SYS_add_key},
                                                       {"bpf", SYS_bpf},
                                                       {"chroot", SYS_chroot},
                                                       {"clock_settime", SYS_clock_settime},
                                                       {"clone", SYS_clone},
                                                       {"clone3", SYS_clone3},
                                                       {"delete_module", SYS_delete_module},
                                                       {"fanotify_init", SYS_fanotify_init},
                                                       {"finit_module", SYS_finit_module},
                                                       {"fsmount", SYS_fsmount},
                                                       {"fsopen", SYS_fsopen},
                                                       {"init_module", SYS_init_module},
                                                       {"io_uring_setup", SYS_io_uring_setup},
                                                       {"kcmp", SYS_kcmp},
                                                       {"kexec_file_load", SYS_kexec_file_load},
                                                       {"kexec_load", SYS_kexec_load},
                                                       {"keyctl", SYS_keyctl},
                                                       {"mbind", SYS_mbind},
                                                       {"migrate_pages", SYS_migrate_pages},
                                                       {"mount", SYS_mount},
                                                       {"mount_setattr", SYS_mount_setattr},
                                                       {"move_mount", SYS_move_mount},
                                                       {"open_by_handle_at", SYS_open_by_handle_at},
                                                       {"perf_event_open", SYS_perf_event_open},
                                                       {"personality", SYS_personality},
                                                       {"pidfd_getfd", SYS_pidfd_getfd},
                                                       {"pivot_root", SYS_pivot_root},
                                                       {"process_madvise", SYS_process_madvise},
                                                       {"quotactl", SYS_quotactl},
                                                       {"reboot", SYS_reboot},
                                                       {"request_key", SYS_request_key},
                                                       {"set_mempolicy", SYS_set_mempolicy},
                                                       {"setdomainname", SYS_setdomainname},
                                                       {"sethostname", SYS_sethostname},
                                                       {"setns", SYS_setns},
                                                       {"settimeofday", SYS_settimeofday},
                                                       {"socket", SYS_socket},
                                                       {"swapoff", SYS_swapoff},
                                                       {"swapon", SYS_swapon},
                                                       {"syslog", SYS_syslog},
                                                       {"umount2", SYS_umount2},
                                                       {"unshare", SYS_unshare},
                                                       {"userfaultfd", SYS_userfaultfd},
                                                       {"vhangup", SYS_vhangup}};
    for (const auto& [name, number] : known) {
        CAPTURE(name);
        CHECK(listed(name).number[abis.front().column] == number);
    }
    CHECK(SYS_faccessat2 < newest_call);
}

TEST_CASE("a filter follows the rules of all calls, in each of a machine's architectures") {
    for (const capability_set held : {capability_set(0), usual_capabilities(), all_capabilities}) {
        const seccomp_filter filter = seccomp_writer(held).write(all_abis);
        CHECK(filter.size() < BPF_MAXINSNS);
        for (const call_abi& abi : all_abis) {
            const auto rules = call_rules(abi, held);
            for (std::uint32_t n = 0; n < 1000; ++n) {
                const call_rule rule = rules[std::min<std::size_t>(n, rules.size() - 1)];
                CAPTURE(held, abi.architecture, n);
                if (rule == call_rule::refused)
                    CHECK(verdict(filter, abi.architecture, n) == eperm);
                else if (rule == call_rule::missing)
                    CHECK(verdict(filter, abi.architecture, n) == enosys);
                else
                    CHECK(verdict(filter, abi.architecture, n) ==
                          allow);  // where it depends on what is asked for: nothing is
            }
        }
        CHECK(verdict(filter, AUDIT_ARCH_X86_64, 0x4000'0000) == enosys);  // x32's read
        CHECK(verdict(filter, AUDIT_ARCH_X86_64, 0xffff'ffff) == enosys);
        CHECK(verdict(filter, AUDIT_ARCH_ARM, 1) == kill_it);
        CHECK(verdict(filter, 0, 1) == kill_it);
    }
}

TEST_CASE("each call stands in the profile once") {
    for (const call_abi& abi : all_abis) {
        std::vector<std::string_view> names(newest_call + 1);
        for (const listed_call& call : listed_calls) {
            const int n = call.number[abi.column];
            if (n < 0) continue;
            CAPTURE(call.name, abi.architecture);
            REQUIRE(n <= static_cast<int>(newest_call));
            CHECK(names[static_cast<std::size_t>(n)] == "");
            CHECK((static_cast<unsigned>(n) < abi.unassigned ||
                   static_cast<unsigned>(n) >= abi.assigned_again));
            names[static_cast<std::size_t>(n)] = call.name;
        }
    }
}

TEST_CASE("what calls ask for is looked at") {
    const capability_set usual = usual_capabilities();
    for (const call_abi& abi : all_abis) {
        CAPTURE(abi.architecture);
        CHECK(verdict(usual, abi, "clone", CLONE_VM | CLONE_THREAD | SIGCHLD) == allow);
        for (const std::uint64_t kind : std::initializer_list<std::uint64_t>{
                 CLONE_NEWNS, CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC, CLONE_NEWUSER,
                 CLONE_NEWPID, CLONE_NEWNET}) {
            CHECK(verdict(usual, abi, "clone", kind | SIGCHLD) == eperm);
            CHECK(verdict(usual, abi, "clone", 0xff'0000'0000 | kind) == eperm);
            CHECK(verdict(all_capabilities, abi, "clone", kind) == allow);
        }
        for (const std::uint64_t family : std::initializer_list<std::uint64_t>{
                 AF_UNIX, AF_INET, AF_INET6, AF_NETLINK, AF_PACKET, AF_BLUETOOTH, AF_XDP})
            CHECK(verdict(usual, abi, "socket", family) == allow);
        for (const std::uint64_t family :
             std::initializer_list<std::uint64_t>{AF_ALG, AF_VSOCK, AF_DECnet, AF_IRDA, 46, 1000}) {
            CHECK(verdict(all_capabilities, abi, "socket", family) == eperm);
            CHECK(verdict(usual, abi, "socket", 0xff'0000'0000 | family) ==
                  eperm);  // the kernel takes an int
        }
        for (const std::uint64_t personality : {0U, 8U, 0x20000U, 0x20008U, 0xffff'ffffU})
            CHECK(verdict(usual, abi, "personality", personality) == allow);
        for (const std::uint64_t personality : {1U, 0x0040000U, 0x0400000U})
            CHECK(verdict(usual, abi, "personality", personality) == eperm);
    }
}

TEST_CASE("capabilities bring their calls") {
    const auto with = [](std::string_view capability_name, std::string_view call) {
        return verdict(usual_capabilities() | capability(capability_name), x86_64_calls, call);
    };
    const std::pair<const char*, const char*> pairs[] = {
        {"SYS_ADMIN", "mount"},         {"SYS_ADMIN", "unshare"},
        {"SYS_ADMIN", "setns"},         {"SYS_ADMIN", "clone3"},
        {"SYS_ADMIN", "bpf"},           {"BPF", "bpf"},
        {"PERFMON", "perf_event_open"}, {"SYS_MODULE", "init_module"},
        {"SYS_TIME", "clock_settime"},  {"SYS_BOOT", "reboot"},
        {"SYSLOG", "syslog"},           {"SYS_NICE", "mbind"},
        {"SYS_PTRACE", "pidfd_getfd"},  {"SYS_RAWIO", "iopl"},
        {"SYS_PACCT", "acct"},          {"DAC_READ_SEARCH", "open_by_handle_at"},
        {"SYS_TTY_CONFIG", "vhangup"}};
    for (const auto& [name, call] : pairs) {
        CAPTURE(name, call);
        CHECK(with(name, call) == allow);
        CHECK(with("CHOWN", call) == (std::string_view(call) == "clone3" ? enosys : eperm));
    }
    CHECK(verdict(usual_capabilities(), x86_64_calls, "chroot") == allow);
    CHECK(verdict(0, x86_64_calls, "chroot") == eperm);
    for (const char* never : {"keyctl", "add_key", "request_key", "kexec_load", "io_uring_setup",
                              "userfaultfd", "swapon", "pivot_root", "move_pages"})
        CHECK(verdict(all_capabilities, x86_64_calls, never) == eperm);
}

TEST_CASE("the kernel keeps to a filter") {
    if (!filters_here()) return;
    CHECK(filtered([] { return error_of(::unshare(CLONE_NEWUSER)); }) == EPERM);
    CHECK(filtered([] { return error_of(::syscall(SYS_keyctl, 0, 0, 0, 0, 0)); }) == EPERM);
    CHECK(filtered([] { return error_of(::syscall(SYS_clone3, nullptr, 0)); }) == ENOSYS);
    CHECK(filtered([] { return error_of(::socket(AF_VSOCK, SOCK_STREAM, 0)); }) == EPERM);
    CHECK(filtered([] { return error_of(::socket(AF_ALG, SOCK_SEQPACKET, 0)); }) == EPERM);
    CHECK(filtered([] { return error_of(::syscall(SYS_personality, 0xffff'ffff)); }) == 0);
    CHECK(filtered([] { return error_of(::socket(AF_INET6, SOCK_STREAM, 0)); }) == 0);
    CHECK(filtered([] { return error_of(::syscall(1000)); }) == ENOSYS);
    CHECK(filtered([] {
              int made = 0;
              std::thread([&] { made = 7; }).join();
              return made;
          }) == 7);
}

#if defined(__x86_64__)
TEST_CASE("the 32-bit calls of a 64-bit machine are no way around a filter") {
    if (!filters_here()) return;
    const auto call = [](int number, int first) {
        int result = 0;
        asm volatile("int $0x80"
                     : "=a"(result)
                     : "a"(number), "b"(first), "c"(0)
                     : "memory", "r8", "r9", "r10", "r11");
        return -result;
    };
    const pid_t child = ::fork();
    if (child == 0) ::_exit(call(20, 0) < 0 ? 0 : 1);  // getpid
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    if (status != 0) {
        WARN("skipped: this machine's kernel has no 32-bit calls");
        return;
    }
    CHECK(filtered([&] { return call(310, CLONE_NEWUSER); }) == EPERM);  // unshare
    CHECK(filtered([&] { return call(359, AF_ALG); }) == EPERM);         // socket
    CHECK(filtered([&] { return call(102, 1); }) == ENOSYS);             // socketcall
    CHECK(filtered([&] { return call(20, 0) < 0 ? 7 : 1; }) == 7);       // getpid
}
#endif

}  // namespace seccomp_filter_test
