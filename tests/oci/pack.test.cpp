// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/oci/pack.hpp>

#include <locale.h>

#include <catch2/catch.hpp>

#include <slipway/oci/unpack.hpp>

#include "support/scratch_directory.hpp"

namespace pack_test {

using namespace slipway;

TEST_CASE("the same files give the same digest, whenever and wherever they are") {
    const auto digest_of_tree = [](const char* order) {
        const scratch_directory dir;
        for (const char* c = order; *c; ++c)
            scratch_directory::write(dir / (std::string("d/") + *c), std::string(1, *c));
        std::filesystem::create_symlink("a", dir / "link");
        oci::hasher written;
        const auto made =
            oci::pack(dir.path(), [&](std::string_view part) { written.update(part); });
        CHECK(written.finish() == made.descriptor.digest);
        return made;
    };
    const auto one = digest_of_tree("abc"), two = digest_of_tree("cba");
    CHECK(one.descriptor == two.descriptor);
    CHECK(one.diff_id == two.diff_id);
    CHECK(one.descriptor.digest != one.diff_id);
    CHECK(one.descriptor.media_type == oci::media_type::layer_tar_gzip);
}

TEST_CASE("a plain layer is its own diff id") {
    std::string bytes;
    const auto made =
        oci::pack(oci::file_tree().text("a", "b"), [&](std::string_view part) { bytes += part; },
                  {.compression = oci::compression::none});
    CHECK(made.descriptor.digest == made.diff_id);
    CHECK(made.descriptor.size == bytes.size());
    CHECK(made.unpacked_size == bytes.size());
    CHECK(made.diff_id == oci::digest_of(bytes));
}

TEST_CASE("a layer is compressed by zstd where that is asked for, always to the same bytes") {
    const auto tree =
        oci::file_tree().text("large", std::string(1'000'000, 'x')).text("small", "s");
    const auto packed = [&](oci::compression how, std::string& bytes) {
        return oci::pack(tree, [&](std::string_view part) { bytes += part; }, {.compression = how});
    };
    std::string plain, zstd, again;
    const auto made = packed(oci::compression::zstd, zstd);
    CHECK(made.descriptor.media_type == oci::media_type::layer_tar_zstd);
    CHECK(made.descriptor.digest == packed(oci::compression::zstd, again).descriptor.digest);
    CHECK(made.diff_id == packed(oci::compression::none, plain).diff_id);
    CHECK(zstd.size() < plain.size() / 100);
    CHECK(zstd.starts_with("\x28\xb5\x2f\xfd"));  // RFC 8878, section 3.1.1
    const scratch_directory dir;
    CHECK(oci::unpack(oci::read_from(zstd), dir / "layer").diff_id == made.diff_id);
    CHECK(scratch_directory::read(dir / "layer/small") == "s");
}

TEST_CASE("a tar becomes a layer as it stands, whatever it was compressed by") {
    const auto tree = oci::file_tree().text("large", std::string(1'000'000, 'x'));
    std::string plain;
    const auto made = oci::pack(tree, [&](std::string_view part) { plain += part; },
                                {.compression = oci::compression::none});
    for (const auto how :
         {oci::compression::none, oci::compression::gzip, oci::compression::zstd}) {
        std::string given, layer;
        oci::pack(tree, [&](std::string_view part) { given += part; },
                  {.compression = how, .level = 1});
        const auto packed = oci::pack_tar(
            oci::read_from(given), [&](std::string_view part) { layer += part; }, plain.size());
        CHECK(packed.diff_id == made.diff_id);
        CHECK(packed.unpacked_size == plain.size());
        CHECK(packed.descriptor.media_type == oci::media_type::layer_tar_gzip);
        CHECK(packed.descriptor.digest == oci::digest_of(layer));
        CHECK(layer.size() < 10'000);
        CHECK_THROWS_WITH(
            oci::pack_tar(
                oci::read_from(given), [](std::string_view) {}, plain.size() - 1),
            "the archive has more than " + std::to_string(plain.size() - 1) + " bytes");
    }
    std::string cut;
    oci::pack(tree, [&](std::string_view part) { cut += part; });
    cut.resize(cut.size() / 2);
    CHECK_THROWS_AS(
        oci::pack_tar(oci::read_from(cut), [](std::string_view) {}, plain.size()), status_error);
}

TEST_CASE("names of any bytes and length survive") {
    const scratch_directory dir;
    const std::string odd = "\xff\xfe odd",
                      long_one = std::string(200, 'n') + "/" + std::string(200, 'm'),
                      umlaut = "\xc3\xa4";
    std::string bytes;
    oci::pack(oci::file_tree()
                  .text(odd, "1")
                  .text(long_one, "2")
                  .text(umlaut, "3")
                  .symlink("l", std::string(300, 't')),
              [&](std::string_view part) { bytes += part; });
    oci::unpack(oci::read_from(bytes), dir / "layer");
    CHECK(scratch_directory::read(dir / "layer" / odd) == "1");
    CHECK(scratch_directory::read(dir / "layer" / long_one) == "2");
    CHECK(scratch_directory::read(dir / "layer" / umlaut) == "3");
    CHECK(std::filesystem::read_symlink(dir / "layer/l") == std::string(300, 't'));
}

TEST_CASE("other programs know every record of a layer, unless a name is no UTF-8") {
    const auto packed = [](const std::string& name) {
        std::string made;
        oci::pack(oci::file_tree().text(name, "x").symlink("l", name),
                  [&](std::string_view part) { made += part; },
                  {.compression = oci::compression::none});
        return made;
    };
    const std::string composed = "\xc3\xa4", apart = "a\xcc\x88";  // one letter, and two
    for (const std::string& name : {std::string("plain"), composed, apart}) {
        const std::string made = packed(name);
        CHECK(made.find("hdrcharset") == made.npos);
        CHECK(made.find(name) != made.npos);
    }
    CHECK(packed("plain").find("path=") == std::string::npos);
    CHECK(packed(apart).find(" path=" + apart + '\n') != std::string::npos);
    CHECK(packed("\xff\xfe").find("hdrcharset=BINARY") != std::string::npos);
    // It does not depend on the locale, and the program has its own again.
    const std::string before = packed(composed);
    const locale_t odd = ::newlocale(LC_ALL_MASK, "C", nullptr), mine = ::uselocale(odd);
    CHECK(packed(composed) == before);
    CHECK(::uselocale(mine) == odd);
    ::freelocale(odd);
}

TEST_CASE("extended attributes are in the layer as other engines read them") {
    const scratch_directory dir;
    const std::string bytes("\0=\n\x80 end", 9);
    oci::file_tree tree;
    tree.add("tool",
             {.mode = 0755,
              .content = "x",
              .attributes = {{"security.capability",
                              std::string("\x01\0\0\x02\0\x04\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 20)},
                             {"user.bytes", bytes}}});
    tree.add(
        "etc",
        {.kind = oci::file_kind::directory, .mode = 0755, .attributes = {{"user.note", "kept"}}});
    std::string plain, again;
    oci::pack(tree, [&](std::string_view part) { plain += part; },
              {.compression = oci::compression::none});
    oci::pack(tree, [&](std::string_view part) { again += part; },
              {.compression = oci::compression::none});
    CHECK(plain == again);
    CHECK(plain.find("SCHILY.xattr.security.capability=") != plain.npos);
    CHECK(plain.find("31 SCHILY.xattr.user.note=kept\n") != plain.npos);
    CHECK(plain.find("SCHILY.xattr.user.bytes=" + bytes + '\n') != plain.npos);
    CHECK(plain.find("LIBARCHIVE.xattr") == plain.npos);
    oci::unpack(oci::read_from(plain), dir / "layer");
    const auto there =
        oci::file_tree::from_directory(dir / "layer", oci::extended_attributes::take);
    if (there.entries().at("etc").attributes.empty()) {
        WARN("skipped: the file system has no attributes of users");
        return;
    }
    CHECK(there.entries().at("etc").attributes.at("user.note") == "kept");
    CHECK(there.entries().at("tool").attributes.at("user.bytes") == bytes);
    if (::geteuid() == 0)
        CHECK(there.entries().at("tool").attributes == tree.entries().at("tool").attributes);
}

TEST_CASE("what is zero in a layer takes no room where it is unpacked") {
    const scratch_directory dir;
    std::string content(1 << 20, '\0');
    content[5000] = 'a';
    content[700'001] = 'b';
    content += "end";
    std::string packed;
    oci::pack(oci::file_tree()
                  .text("sparse", content)
                  .text("none", std::string(10'000, '\0'))
                  .text("odd", std::string(4095, '\0') + 'x'),
              [&](std::string_view part) { packed += part; });
    CHECK(packed.size() < 10'000);
    oci::unpack(oci::read_from(packed), dir / "layer");
    CHECK(scratch_directory::read(dir / "layer/sparse") == content);
    CHECK(scratch_directory::read(dir / "layer/none") == std::string(10'000, '\0'));
    CHECK(scratch_directory::read(dir / "layer/odd") == std::string(4095, '\0') + 'x');
    struct stat s{};
    REQUIRE(::stat((dir / "layer/sparse").c_str(), &s) == 0);
    CHECK(s.st_blocks * 512 < 1 << 16);
}

TEST_CASE("names of one file become hard links, and sockets are left out") {
    const scratch_directory dir;
    scratch_directory::write(dir / "in/b", "content");
    std::filesystem::create_hard_link(dir / "in/b", dir / "in/a");
    const auto tree = oci::file_tree::from_directory(dir / "in");
    CHECK(tree.entries().at("a").kind == oci::file_kind::file);
    CHECK(tree.entries().at("b").kind == oci::file_kind::hard_link);
    CHECK(tree.entries().at("b").target == "a");
}

TEST_CASE("what cannot be packed is named") {
    CHECK_THROWS_WITH(oci::file_tree::from_directory("/absent/tree"),
                      Catch::Contains("/absent/tree"));
    CHECK_THROWS_WITH(oci::file_tree().file("a", "/absent/file", 0644),
                      Catch::Contains("/absent/file"));
    CHECK_THROWS_AS(oci::file_tree().text("../a", ""), status_error);
    CHECK_THROWS_AS(oci::file_tree().text("/", ""), status_error);
    const scratch_directory dir;
    scratch_directory::write(dir / "f", "longer");
    const auto tree = oci::file_tree().file("f", dir / "f", 0644);
    scratch_directory::write(dir / "f", "much longer than it was");
    CHECK_THROWS_AS(oci::pack(tree, [](std::string_view) {}), status_error);
}

}  // namespace pack_test
