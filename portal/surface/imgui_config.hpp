#pragma once
// How Dear ImGui is built here (IMGUI_USER_CONFIG): it gets no input, keeps no settings and reads no files.
#include <cstdio>

// Only its settings file is read with sscanf, and there is none: without it the C library's own, with its long
// doubles, stays out of the module.
#define sscanf(...) 0
