// The vault's heap: a list of free blocks in the order of their addresses, the first that fits is taken. A page borrows
// a few buffers at a time, so that the general allocators' speed would be bytes for nothing.

#include <cstddef>
#include <cstdint>
#include <new>

// The linker's name for where the heap begins.
// NOLINTNEXTLINE(bugprone-reserved-identifier,readability-identifier-naming)
extern "C" unsigned char __heap_base;

namespace {

constexpr std::size_t page_size = 65536;

// In front of every block's memory, free or not.
struct alignas(16) Block {
  std::size_t size;  // with this header
  Block* next;       // of a free one

  [[nodiscard]] Block* end() { return reinterpret_cast<Block*>(reinterpret_cast<std::uint8_t*>(this) + size); }
};

Block* first_free = nullptr;
bool is_begun = false;

void give_back(Block* block) {
  Block* before = nullptr;
  auto* after = first_free;
  for (; after != nullptr && after < block; after = after->next) before = after;
  block->next = after;
  if (block->end() == after) *block = {block->size + after->size, after->next};
  if (before == nullptr) {
    first_free = block;
  } else if (before->end() == block) {
    *before = {before->size + block->size, block->next};
  } else {
    before->next = block;
  }
}

void add(std::uintptr_t from, std::uintptr_t to) {
  auto* const block = reinterpret_cast<Block*>(from);
  block->size = to - from;
  give_back(block);
}

// `size`: with the header.
Block* take(std::size_t size) {
  for (auto** link = &first_free; *link != nullptr; link = &(*link)->next) {
    auto* const block = *link;
    if (block->size < size) continue;
    auto const rest = block->size - size;
    if (rest == 0) {
      *link = block->next;
      return block;
    }
    block->size = rest;
    auto* const taken = block->end();
    taken->size = size;
    return taken;
  }
  return nullptr;
}

}  // namespace

extern "C" {

void* malloc(std::size_t size) {
  if (size > SIZE_MAX / 2) return nullptr;
  size = (size + 2 * sizeof(Block) - 1) & ~(sizeof(Block) - 1);
  if (!is_begun) {
    is_begun = true;
    auto const begin = reinterpret_cast<std::uintptr_t>(&__heap_base);
    add((begin + sizeof(Block) - 1) & ~(sizeof(Block) - 1), __builtin_wasm_memory_size(0) * page_size);
  }
  auto* block = take(size);
  if (block == nullptr) {
    auto const pages = (size + page_size - 1) / page_size;
    auto const from = __builtin_wasm_memory_grow(0, pages);
    if (from == SIZE_MAX) return nullptr;
    add(from * page_size, (from + pages) * page_size);
    block = take(size);
  }
  return block + 1;
}

void free(void* memory) {
  if (memory != nullptr) give_back(static_cast<Block*>(memory) - 1);
}

}  // extern "C"

void* operator new(std::size_t size, std::nothrow_t const& /*no exceptions here*/) noexcept {
  return malloc(size);
}
void* operator new(std::size_t size) {
  auto* const memory = malloc(size);
  if (memory == nullptr) __builtin_trap();
  return memory;
}
void* operator new[](std::size_t size) {
  return operator new(size);
}
void* operator new[](std::size_t size, std::nothrow_t const& no_throw) noexcept {
  return operator new(size, no_throw);
}
void operator delete(void* memory) noexcept {
  free(memory);
}
void operator delete[](void* memory) noexcept {
  free(memory);
}
