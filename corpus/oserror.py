"""What the operating system refused, in Chinese."""

from __future__ import annotations

import errno

_SAID = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超出了磁盘配额",
    errno.EISDIR: "这是文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ELOOP: "链接绕成了圈",
    errno.EIO: "磁盘读写出错",
    errno.EEXIST: "已经有同名的文件或文件夹",
}


def said(error: OSError) -> str:
    """Why ``error`` happened, as part of a sentence."""
    return _SAID.get(error.errno or 0) or error.strerror or type(error).__name__
