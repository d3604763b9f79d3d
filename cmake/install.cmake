# What `cmake --install` puts where: the library, shared and static, its one header, the program, and cairn.pc.
install(TARGETS cairn_shared_library cairn_static_library cairn_program
        RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR}
        LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
        PUBLIC_HEADER DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})

# cairn.pc finds the prefix from its own place, since `cmake --install build --prefix DIR` chooses it late.
if(IS_ABSOLUTE ${CMAKE_INSTALL_LIBDIR})
  set(CAIRN_PC_PREFIX ${CMAKE_INSTALL_PREFIX})
else()
  file(RELATIVE_PATH up /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix)
  string(REGEX REPLACE "/$" "" up ${up})
  set(CAIRN_PC_PREFIX "\${pcfiledir}/${up}")
endif()
cmake_path(ABSOLUTE_PATH CMAKE_INSTALL_LIBDIR BASE_DIRECTORY "\${prefix}" OUTPUT_VARIABLE CAIRN_PC_LIBDIR)
cmake_path(ABSOLUTE_PATH CMAKE_INSTALL_INCLUDEDIR BASE_DIRECTORY "\${prefix}" OUTPUT_VARIABLE CAIRN_PC_INCLUDEDIR)

set(CAIRN_PC_REQUIRES_PRIVATE
    "jansson libfyaml cairo cairo-pdf cairo-svg cairo-ft freetype2 pangocairo pangoft2 harfbuzz harfbuzz-subset fontconfig libdeflate")
if(CAIRN_ISAL AND ISAL_FOUND)
  string(APPEND CAIRN_PC_REQUIRES_PRIVATE " libisal")
endif()
configure_file(${CMAKE_CURRENT_LIST_DIR}/cairn.pc.in ${PROJECT_BINARY_DIR}/cairn.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/cairn.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
