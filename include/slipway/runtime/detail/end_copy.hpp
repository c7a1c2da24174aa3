// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace slipway::runtime::detail {

/// Ends a copy of this program that has not become another one. Nothing else of it comes to an end:
/// not even what `_exit` does where a sanitizer watches, which takes threads that the copy does not
/// have for lost, and gives another code.
[[noreturn]] inline void end_copy(int code) {
    while (true) ::syscall(SYS_exit_group, code);
}
/// The same as a process has ended (waitpid(2)), in the words of shells.
[[noreturn]] inline void end_copy_as(int status) {
    end_copy(WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status));
}

}  // namespace slipway::runtime::detail
