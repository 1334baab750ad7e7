// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/suites/spreadsheet.h"

#include "app/suites/tablesuite.h"
#include "app/suites/xlsxsheet.h"

#include <QFile>
#include <QFileInfo>
#include <QLocale>

#include <freexl.h>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

const QString notOpened = u"This is no spreadsheet that can be read; it may be damaged or have a password."_s;

std::unexpected<Error> unreadable(const QString &what)
{
    return std::unexpected(Error{.code = ErrorCode::InvalidInput,
                                 .message = what + u" Open it in a spreadsheet program and save it as CSV."_s,
                                 .detail = {}});
}

Result<void> checkFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(Error{.code = ErrorCode::InvalidInput,
                                     .message = u"The file cannot be read: %1."_s.arg(file.errorString()),
                                     .detail = {}});
    return checkSize(file.size(), mostSuiteMebibytes);
}

// A file of the old kind, .xls.
class Workbook
{
public:
    explicit Workbook(const QString &path)
    {
        const QByteArray name = QFile::encodeName(path);
        if (freexl_open(name.constData(), &m_handle) != FREEXL_OK)
            close();
    }
    ~Workbook() { close(); }
    Q_DISABLE_COPY_MOVE(Workbook)

    bool isOpen() const { return m_handle; }

    QStringList sheets() const
    {
        unsigned int count = 0;
        freexl_get_worksheets_count(m_handle, &count);
        QStringList names;
        for (unsigned short i = 0; i < count; ++i) {
            const char *name = nullptr;
            freexl_get_worksheet_name(m_handle, i, &name);
            names.append(QString::fromUtf8(name));
        }
        return names;
    }

    Result<Table> table(int sheet) const
    {
        unsigned int rows = 0;
        unsigned short columns = 0;
        if (freexl_select_active_worksheet(m_handle, static_cast<unsigned short>(sheet)) != FREEXL_OK
            || freexl_worksheet_dimensions(m_handle, &rows, &columns) != FREEXL_OK)
            return unreadable(u"The sheet cannot be read."_s);
        if (rows > mostCases + 1 || columns > mostColumns)
            return unreadable(
                u"The sheet has %L1 rows and %L2 columns, which is more than is read."_s.arg(rows).arg(columns));
        Table table;
        for (unsigned int row = 0; row < rows; ++row) {
            CellRow one{.line = int(row) + 1, .cells = {}};
            for (unsigned short column = 0; column < columns; ++column)
                one.cells.append(cell(row, column));
            if (std::ranges::any_of(one.cells, [](const QString &text) { return !text.isEmpty(); }))
                table.rows.append(one);
        }
        return table;
    }

private:
    QString cell(unsigned int row, unsigned short column) const
    {
        FreeXL_CellValue value{};
        if (freexl_get_cell_value(m_handle, row, column, &value) != FREEXL_OK)
            return {};
        switch (value.type) {
        case FREEXL_CELL_INT:
            return QString::number(value.value.int_value);
        case FREEXL_CELL_DOUBLE:
            return QString::number(value.value.double_value, 'f', QLocale::FloatingPointShortest);
        case FREEXL_CELL_TEXT:
        case FREEXL_CELL_SST_TEXT:
        case FREEXL_CELL_DATE:
        case FREEXL_CELL_DATETIME:
        case FREEXL_CELL_TIME:
            return QString::fromUtf8(value.value.text_value);
        default:
            return {};
        }
    }

    void close()
    {
        if (m_handle)
            freexl_close(m_handle);
        m_handle = nullptr;
    }

    const void *m_handle = nullptr;
};

// Columns at the right that are empty in every row are there because something was coloured.
void cutEmptyColumns(Table &table)
{
    qsizetype used = 0;
    for (const CellRow &row : std::as_const(table.rows)) {
        for (qsizetype i = row.cells.size(); i > used; --i) {
            if (!row.cells.at(i - 1).isEmpty())
                used = i;
        }
    }
    for (CellRow &row : table.rows)
        row.cells.resize(used);
}

Result<Table> readOldSheet(const QString &path, int sheet)
{
    const Workbook workbook(path);
    if (!workbook.isOpen())
        return unreadable(notOpened);
    Result<Table> table = workbook.table(sheet);
    if (table)
        cutEmptyColumns(*table);
    return table;
}

Result<QStringList> oldSheetNames(const QString &path)
{
    const Workbook workbook(path);
    if (!workbook.isOpen() || workbook.sheets().isEmpty())
        return unreadable(notOpened);
    return workbook.sheets();
}

bool isOld(const QString &path)
{
    return QFileInfo(path).suffix().compare("xls"_L1, Qt::CaseInsensitive) == 0;
}

} // namespace

Result<QStringList> sheetNames(const QString &path)
{
    if (const Result<void> usable = checkFile(path); !usable)
        return std::unexpected(usable.error());
    if (isOld(path))
        return oldSheetNames(path);
    return xlsx::sheetNames(path).or_else([](const Error &error) {
        return Result<QStringList>(unreadable(u"The file cannot be read. "_s + error.message));
    });
}

Result<Table> readSheet(const QString &path, int sheet)
{
    if (isOld(path))
        return readOldSheet(path, sheet);
    return xlsx::readSheet(path, sheet).or_else([](const Error &error) {
        return Result<Table>(unreadable(u"The sheet cannot be read. "_s + error.message));
    });
}

Result<SuiteImport> readSpreadsheet(const QString &path, const QString &sheet)
{
    const Result<QStringList> names = sheetNames(path);
    if (!names)
        return std::unexpected(names.error());
    const qsizetype index = sheet.isEmpty() ? 0 : names->indexOf(sheet);
    if (index < 0) {
        return std::unexpected(
            Error{.code = ErrorCode::NotFound,
                  .message = u"There is no sheet \"%1\". There are: %2."_s.arg(sheet, names->join(", "_L1)),
                  .detail = {}});
    }
    return readSheet(path, int(index)).transform([&](const Table &table) {
        SuiteImport import = suiteFromTable(table);
        if (sheet.isEmpty() && names->size() > 1)
            import.notes.append(u"The first sheet was read. There are also: %1."_s.arg(names->sliced(1).join(", "_L1)));
        return import;
    });
}

bool isSpreadsheet(const QString &path)
{
    return isOld(path) || QFileInfo(path).suffix().compare("xlsx"_L1, Qt::CaseInsensitive) == 0;
}

} // namespace evenhand
