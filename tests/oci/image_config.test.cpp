// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/oci/image_config.hpp>

#include <catch2/catch.hpp>

namespace image_config_test {

using namespace slipway;

TEST_CASE("an image configuration is read and written back") {
    oci::image_config c;
    c.user = "1000:1000";
    c.exposed_ports = {"80/tcp", "53/udp"};
    c.env = {"A=b=c", "EMPTY="};
    c.entrypoint = {"/bin/web"};
    c.cmd = {"-v"};
    c.working_dir = "/srv";
    c.labels = {{"a", "b"}};
    c.volumes = {"/data"};
    c.stop_signal = "SIGINT";
    c.health = oci::healthcheck{.test = {"CMD-SHELL", "wget -q localhost"},
                                .interval = std::chrono::seconds(5),
                                .retries = 3};
    c.shell = {"/bin/bash", "-c"};
    c.on_build = {"RUN make"};
    c.diff_ids = {oci::digest_of(std::string_view("layer"))};
    c.history = {{.created_by = "by hand"}, {.comment = "nothing", .empty_layer = true}};
    CHECK(oci::parse_image_config(oci::write(c)) == c);
    CHECK(oci::parse_image_config(oci::write(oci::image_config{})) == oci::image_config{});
}

TEST_CASE("members that are null are absent, as Docker writes them") {
    const auto c = oci::parse_image_config(
        R"({"architecture":"amd64","os":"linux","config":{"Cmd":null,"Env":null,"Labels":null,"ExposedPorts":null},
            "rootfs":{"type":"layers","diff_ids":null},"history":null,"unknown":{"x":1}})");
    CHECK(c.cmd.empty());
    CHECK(c.diff_ids.empty());
}

TEST_CASE("bad image configurations are refused") {
    const auto refused = [](const std::string& bytes, const std::string& part) {
        CAPTURE(bytes);
        CHECK_THROWS_WITH(oci::parse_image_config(bytes), Catch::Contains(part));
    };
    const std::string head = R"({"architecture":"amd64","os":"linux",)",
                      root = R"("rootfs":{"type":"layers","diff_ids":[]})";
    refused("{}", "architecture");
    refused(head + R"("x":1})", "rootfs");
    refused(head + R"("rootfs":{"type":"disk"}})", "type");
    refused(head + R"("rootfs":{"type":"layers","diff_ids":["sha256:1"]}})", "diff_ids");
    refused(head + R"("config":{"Env":["NOVALUE"]},)" + root + "}", "NAME=value");
    refused(head + R"("config":{"Cmd":"sh"},)" + root + "}", "config.Cmd");
    refused(head + R"("config":{"Cmd":[1]},)" + root + "}", "config.Cmd");
    refused(head + R"("config":[],)" + root + "}", "config.config");
    refused(head + R"("history":[{"empty_layer":"yes"}],)" + root + "}", "history[0].empty_layer");
}

}  // namespace image_config_test
