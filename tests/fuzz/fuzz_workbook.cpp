// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/suites/spreadsheet.h"
#include "app/suites/tablesuite.h"
#include "tests/fuzz/fuzzing.h"
#include "tests/support/suitechecks.h"

#include <minizip/zip.h>

#include <sys/mman.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace evenhand;

namespace {

// A file in memory that has a path; the path's suffix says that it is a workbook.
class MemoryFile
{
public:
    MemoryFile()
        : m_descriptor(memfd_create("workbook", 0))
        , m_link(u"/tmp/fuzz_workbook-%1.xlsx"_s.arg(getpid()).toUtf8())
    {
        const QByteArray target = u"/proc/self/fd/%1"_s.arg(m_descriptor).toUtf8();
        unlink(m_link.constData());
        require(m_descriptor >= 0 && symlink(target.constData(), m_link.constData()) == 0 ? QString()
                                                                                          : u"no file in memory"_s);
    }
    ~MemoryFile()
    {
        unlink(m_link.constData());
        close(m_descriptor);
    }
    Q_DISABLE_COPY_MOVE(MemoryFile)

    QString path() const { return QString::fromUtf8(m_link); }

    void write(const QByteArray &content)
    {
        require(ftruncate(m_descriptor, 0) == 0
                        && pwrite(m_descriptor, content.constData(), size_t(content.size()), 0) == content.size()
                    ? QString()
                    : u"the file in memory cannot be written"_s);
    }

private:
    int m_descriptor;
    QByteArray m_link;
};

// A package of the parts, which stand between lines of "---".
void pack(const QByteArray &text, const QString &path)
{
    const char *const names[] = {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml",
                                 "xl/_rels/workbook.xml.rels"};
    zipFile file = zipOpen64(path.toUtf8().constData(), APPEND_STATUS_CREATE);
    qsizetype from = 0;
    for (const char *const name : names) {
        const qsizetype end = text.indexOf("\n---\n", from);
        const QByteArray part = text.sliced(from, (end < 0 ? text.size() : end) - from);
        from = end < 0 ? text.size() : end + 5;
        zipOpenNewFileInZip64(file, name, nullptr, nullptr, 0, nullptr, 0, nullptr, 0, 0, 0);
        zipWriteInFileInZip(file, part.constData(), unsigned(part.size()));
        zipCloseFileInZip(file);
    }
    zipClose(file, nullptr);
}

void read(const QString &path)
{
    const Result<QStringList> names = sheetNames(path);
    if (!names)
        return require(names.error().message.isEmpty() ? u"a failure without words"_s : QString());
    require(names->isEmpty() ? u"a workbook without sheets"_s : QString());
    for (int i = 0; i < std::min<qsizetype>(names->size(), 3); ++i) {
        if (const Result<Table> table = readSheet(path, i))
            require(faultOf(suiteFromTable(*table)));
    }
}

} // namespace

// The first line says what the rest is: "zip", the bytes of a file, or "parts", XML that is put into one.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static MemoryFile file;
    const QByteArray input = bytesOf(data, size).toByteArray();
    if (input.startsWith("zip\n")) {
        file.write(input.sliced(4));
    } else if (input.startsWith("parts\n")) {
        file.write({});
        pack(input.sliced(6), file.path());
    } else {
        return -1;
    }
    read(file.path());
    return 0;
}
