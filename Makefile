# The menu of this project. Every target works in a fresh clone and can be run again.
# GNU make and bash; what each target needs is looked for, and installed or named, by scripts/need.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:

TARGET := $(or $(CARGO_TARGET_DIR),target)

# Sources of the browser assets: anything under web/ that is not installed or built, and the styles of the components.
WEB := $(shell find web -name node_modules -prune -o -type f -print 2>/dev/null) \
  $(wildcard crates/server/src/ui/components/*/*.css)

.PHONY: help run setup assets test test-rust test-web test-e2e test-api check fmt law bench screens clean

help: ## Bảng lệnh này | this list
	@awk -F ' *## *' '/^[a-z][a-z0-9-]*:.*## / { split($$1, name, ":"); printf "  make %-10s %s\n", name[1], $$2 }' Makefile

run: ## Chạy thử với hồ sơ mẫu tại http://127.0.0.1:8080 | run it with demo stories
	@scripts/need cargo cc node
	@$(MAKE) --no-print-directory assets
	@echo 'Biên dịch: lần đầu khoảng 10 phút trên 2 nhân. | Compiling: about 10 minutes the first time on 2 cores.'
	@cargo build --release --locked -p server
	@exec $(TARGET)/release/motcua run

setup: ## Cài mọi thứ cần để chạy và kiểm thử | install what running and testing need
	@scripts/need --install cargo cc node python chromium
	@scripts/postgres-test start >/dev/null && scripts/postgres-test stop
	@$(MAKE) --no-print-directory assets e2e/node_modules/.installed

assets: crates/server/assets/manifest.json ## Gói giao diện trình duyệt | bundle the browser assets
	@:

test: ## Mọi bài kiểm thử | every test: Rust on both databases, web, journeys in a browser, generated API requests
	@scripts/test rust web e2e api

test-rust: ## Chỉ phần Rust | the Rust tests alone
	@scripts/test rust

test-web: ## Chỉ phần giao diện | the tests of web/ alone
	@scripts/test web

test-e2e: ## Chỉ các hành trình trong trình duyệt | the journeys in a browser alone
	@scripts/test e2e

test-api: ## Chỉ API, bằng yêu cầu sinh tự động | generated requests to the API alone
	@scripts/test api

check: ## Mọi thứ máy soát được | format, lints, docs, spelling, licences, tidiness, law
	@scripts/check

fmt: ## Định dạng mã nguồn | format the code
	@cargo fmt --all

law: ## Soát dữ liệu luật trong law/ | check the law as data
	@scripts/need cargo cc
	@cargo build --locked --workspace --bins --tests
	@$(TARGET)/debug/motcua check-law law

bench: ## Đo tải và quy mô | load and scale benchmarks
	@scripts/need cargo cc node
	@$(MAKE) --no-print-directory assets
	@bench/run

screens: ## Chụp lại ảnh cho tài liệu | take the pictures of the guides again
	@scripts/need --install cargo cc node chromium
	@$(MAKE) --no-print-directory assets e2e/node_modules/.installed
	@cargo build --locked --workspace --bins --tests
	@MOTCUA_BIN=$(abspath $(TARGET))/debug/motcua node e2e/screens.mjs

clean: ## Xoá mọi thứ dựng được lại (giữ dữ liệu trong var/) | remove what can be built again, keep var/
	@rm -rf $(TARGET) crates/server/assets web/node_modules e2e/node_modules e2e/out

crates/server/assets/manifest.json: web/node_modules/.installed $(WEB)
	@node web/build.mjs
	@touch $@

web/node_modules/.installed: web/package.json web/package-lock.json web/.npmrc
	@cd web && npm ci --no-audit --no-fund
	@touch $@

e2e/node_modules/.installed: e2e/package.json e2e/package-lock.json e2e/.npmrc
	@cd e2e && npm ci --no-audit --no-fund
	@touch $@
