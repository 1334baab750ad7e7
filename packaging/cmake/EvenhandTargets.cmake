# SPDX-FileCopyrightText: 2026 The Evenhand authors
# SPDX-License-Identifier: GPL-3.0-or-later

# The functions that declare the targets of every room. Plugins: plugins/sdk/cmake/EvenhandSdkPlugin.cmake.

# One target whose precompiled Qt Core headers all others use.
function(evenhand_add_precompiled_headers)
    file(WRITE "${PROJECT_BINARY_DIR}/generated/precompiled.cpp" "")
    add_library(evenhand_precompiled OBJECT "${PROJECT_BINARY_DIR}/generated/precompiled.cpp")
    set_target_properties(evenhand_precompiled PROPERTIES AUTOMOC OFF)
    target_link_libraries(evenhand_precompiled PRIVATE Qt6::Core)
    target_precompile_headers(evenhand_precompiled PRIVATE
        <QByteArray> <QDateTime> <QHash> <QJsonArray> <QJsonDocument> <QJsonObject> <QList> <QObject> <QPointer>
        <QRegularExpression> <QString> <QStringList> <QThread> <QTimer> <QUrl> <QVariant>
        <algorithm> <chrono> <expected> <functional> <memory> <optional> <ranges> <utility> <variant> <vector>)
endfunction()

# A room below the program: evenhand_add_library(<name> SOURCES <file>… LIBS <what its headers and sources need>…)
function(evenhand_add_library name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LIBS")
    add_library(${name} STATIC ${arg_SOURCES})
    target_link_libraries(${name} PUBLIC ${arg_LIBS})
    target_precompile_headers(${name} REUSE_FROM evenhand_precompiled)
endfunction()

# Every executable that has more than one thread needs this.
function(evenhand_explain_qt_to_sanitizers name)
    if(EVENHAND_SANITIZE STREQUAL "thread")
        target_sources(${name} PRIVATE "${PROJECT_SOURCE_DIR}/tests/support/threadsanitizer.cpp")
    endif()
endfunction()

# A QTest executable and its ctest entry:
# evenhand_add_test(<tst_subject> SOURCES <file>… LIBS <room>… [TIMEOUT <seconds>] [LABELS <label>…])
# Folders of the checkout and the build are in "tests/paths.h".
function(evenhand_add_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT" "SOURCES;LIBS;LABELS")
    add_executable(${name} ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/tests")
    target_link_libraries(${name} PRIVATE ${arg_LIBS} Qt6::Test)
    evenhand_explain_qt_to_sanitizers(${name})
    target_precompile_headers(${name} REUSE_FROM evenhand_precompiled)
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen"
        TIMEOUT "$<IF:$<BOOL:${arg_TIMEOUT}>,${arg_TIMEOUT},60>"
        LABELS "${arg_LABELS}")
endfunction()
