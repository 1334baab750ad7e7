# SPDX-FileCopyrightText: 2026 The Evenhand authors
# SPDX-License-Identifier: GPL-3.0-or-later

# How everything here is compiled.

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_AUTOMOC ON)

# Executables are compiled as the libraries are, so that all share the same precompiled headers.
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_COMPILE_OPTIONS_PIE ${CMAKE_CXX_COMPILE_OPTIONS_PIC})

set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/${CMAKE_INSTALL_LIBDIR}")
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/${CMAKE_INSTALL_LIBDIR}")

include_directories("${PROJECT_SOURCE_DIR}" "${PROJECT_BINARY_DIR}/generated")

add_compile_definitions(
    QT_NO_CAST_FROM_ASCII
    QT_NO_CAST_TO_ASCII
    QT_NO_URL_CAST_FROM_STRING
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
    QT_NO_FOREACH
    QT_DISABLE_DEPRECATED_UP_TO=0x060800
)

add_compile_options(
    -Wall
    -Wextra
    -Wpedantic
    -Wcast-align
    -Wcast-qual
    -Wextra-semi
    -Wformat=2
    -Wimplicit-fallthrough
    -Wnon-virtual-dtor
    -Woverloaded-virtual
    -Wshadow
    -Wundef
    -Wvla
    -Wno-maybe-uninitialized # found inside std::optional, where there are none
    -Wno-missing-field-initializers # a designated initialiser leaves out what keeps its default
)

# A comma list for -fsanitize=: "address,undefined" or "thread".
set(EVENHAND_SANITIZE "" CACHE STRING "Sanitizers that everything is built with")
if(EVENHAND_SANITIZE)
    add_compile_options(-fsanitize=${EVENHAND_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${EVENHAND_SANITIZE})
endif()

# ccache takes precompiled headers only when it may overlook their time stamps and #defines. Paths are taken relative to
# the checkout, so that a second clone profits from the first.
find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CCACHE_PROGRAM}
        sloppiness=pch_defines,time_macros,include_file_mtime,include_file_ctime
        base_dir=${PROJECT_SOURCE_DIR}
        hash_dir=false
    )
    add_compile_options(-fpch-preprocess)
endif()
