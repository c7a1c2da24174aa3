// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/oci/from_executable.hpp>

#include <catch2/catch.hpp>

#include <cstdlib>

#include <slipway/oci/unpack.hpp>

#include "support/scratch_directory.hpp"

namespace from_executable_test {

using namespace slipway;

namespace {

void unpack_all(const oci::built_image& image, const std::filesystem::path& root) {
    std::filesystem::create_directory(root);
    for (const auto& b : image.blobs)
        if (oci::media_type::is_layer(b.descriptor.media_type)) oci::unpack_over(b.open(), root);
}

}  // namespace

TEST_CASE("an image of this very program holds it and all that it loads") {
    const auto image = oci::from_executable(oci::own_executable(), {"--help"});
    REQUIRE(image.manifest.layers.size() == 3);
    CHECK(image.config.cmd == std::vector<std::string>{"--help"});
    const scratch_directory dir;
    unpack_all(image, dir / "root");
    CHECK(std::filesystem::file_size(dir / ("root" + image.config.entrypoint[0])) ==
          std::filesystem::file_size(oci::own_executable()));
    const auto facts = *oci::detail::elf_reader(oci::own_executable()).read();
    CHECK(std::filesystem::exists(dir / ("root" + facts.interpreter)));
    CHECK(oci::from_executable(oci::own_executable(), {"--help"}).manifest_bytes ==
          image.manifest_bytes);
    CHECK_FALSE(oci::from_executable(oci::own_executable(), {"--other"}).manifest_bytes ==
                image.manifest_bytes);
}

TEST_CASE("a program in its image runs with nothing else") {
    if (::geteuid() != 0) {
        WARN("needs root for chroot");
        return;
    }
    const scratch_directory dir;
    unpack_all(oci::from_executable("/usr/bin/env"), dir / "root");
    const std::string command = "chroot " + (dir / "root").string() +
                                " /usr/local/bin/env -i A=b > " + (dir / "out").string();
    CHECK(std::system(command.c_str()) == 0);
    CHECK(scratch_directory::read(dir / "out") == "A=b\n");
    const scratch_directory busy;
    unpack_all(oci::from_busybox(), busy / "root");
    const std::string shell = "chroot " + (busy / "root").string() +
                              " /bin/sh -c 'echo $((6*7)) | cat' > " + (busy / "out").string();
    CHECK(std::system(shell.c_str()) == 0);
    CHECK(scratch_directory::read(busy / "out") == "42\n");
}

TEST_CASE("busybox is not replaced by a link to itself") {
    const scratch_directory dir;
    const auto image = oci::from_applets("/bin/busybox", {"sh", "busybox"});
    unpack_all(image, dir / "root");
    CHECK(std::filesystem::is_regular_file(
        std::filesystem::symlink_status(dir / "root/bin/busybox")));
    CHECK(std::filesystem::read_symlink(dir / "root/bin/sh") == "busybox");
    CHECK(oci::from_busybox().id() == oci::from_busybox().id());
}

TEST_CASE("what is no program is refused") {
    const scratch_directory dir;
    scratch_directory::write(dir / "text", "#!/bin/sh\n");
    scratch_directory::write(dir / "cut", scratch_directory::read("/usr/bin/env").substr(0, 70));
    std::string wild = scratch_directory::read("/usr/bin/env").substr(0, 4096);
    for (std::size_t i = 64; i < wild.size(); ++i) wild[i] = static_cast<char>(wild[i] ^ 0x5a);
    scratch_directory::write(dir / "wild", wild);
    CHECK_THROWS_WITH(oci::from_executable(dir / "text"),
                      Catch::Contains("not a 64-bit Linux program"));
    CHECK_THROWS_WITH(oci::from_executable(dir / "absent"), Catch::Contains("absent"));
    CHECK_THROWS_AS(oci::from_executable(dir / "cut"), status_error);
    try {
        oci::from_executable(dir / "wild");
    } catch (const status_error&) {
        SUCCEED("refused");
    }
    CHECK_THROWS_WITH(oci::from_applets("/usr/bin/env", {"a"}), Catch::Contains("not a static"));
    CHECK_THROWS_WITH(oci::from_busybox("/absent/busybox"), Catch::Contains("busybox-static"));
}

}  // namespace from_executable_test
