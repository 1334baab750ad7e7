# SPDX-FileCopyrightText: 2026 The Evenhand authors
# SPDX-License-Identifier: LGPL-3.0-or-later

# How a plugin is declared, in the tree and, from the installed SDK, outside of it:
#
#   evenhand_add_plugin(<id> SOURCES <file>… [LIBS <target>…])
#
# makes the module evenhand_plugin_<id> in the folder lib/evenhand/plugins of the build, and installs it into the same
# folder of the prefix. <id> is that of the plugin's metadata, which is in the file <id>.json.

include(GNUInstallDirs)

function(evenhand_add_plugin id)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LIBS")
    set(name evenhand_plugin_${id})
    add_library(${name} MODULE ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE Evenhand::Sdk ${arg_LIBS})
    set_target_properties(${name} PROPERTIES
        AUTOMOC ON
        CXX_VISIBILITY_PRESET hidden
        VISIBILITY_INLINES_HIDDEN ON
        PREFIX ""
        OUTPUT_NAME ${id}
        LIBRARY_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/${CMAKE_INSTALL_LIBDIR}/evenhand/plugins"
        INSTALL_RPATH "$ORIGIN/../..")
    # moc takes the metadata into the module: a change of the file alone has to come in, too.
    if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${id}.json")
        set_property(TARGET ${name} APPEND PROPERTY AUTOGEN_TARGET_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${id}.json")
    endif()
    install(TARGETS ${name} LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}/evenhand/plugins" COMPONENT Program)
    set_property(GLOBAL APPEND PROPERTY EVENHAND_PLUGINS ${name})
endfunction()
