// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/suites/xlsxsheet.h"

#include "app/suites/xlsxparts.h"

#include <QDateTime>
#include <QTimeZone>
#include <QXmlStreamReader>

#include <cmath>

using namespace Qt::StringLiterals;

namespace evenhand::xlsx {
namespace {

std::unexpected<Error> invalid(const QString &message)
{
    return std::unexpected(Error{.code = ErrorCode::InvalidInput, .message = message, .detail = {}});
}

// "AB12" is the 28th column, from 0; -1 when there are no letters.
qsizetype columnOf(QStringView reference)
{
    qsizetype column = 0;
    for (const QChar c : reference) {
        if (c < u'A' || c > u'Z' || column > mostColumns)
            break;
        column = column * 26 + (c.unicode() - u'A') + 1;
    }
    return column - 1;
}

class SheetReader
{
public:
    SheetReader(const QByteArray &xml, const QStringList &strings, const QList<Show> &styles, bool from1904)
        : m_reader(xml)
        , m_strings(strings)
        , m_styles(styles)
        , m_from1904(from1904)
    {
    }

    Result<Table> read()
    {
        while (!m_reader.atEnd()) {
            if (m_reader.readNext() != QXmlStreamReader::StartElement || m_reader.name() != "row"_L1)
                continue;
            const int named = m_reader.attributes().value("r"_L1).toInt();
            m_row = named > 0 ? named : m_row + 1;
            readRow();
            if (m_table.rows.size() > mostCases + 1 || m_columns > mostColumns)
                return invalid(u"It has more than %L1 rows or %L2 columns."_s.arg(mostCases).arg(mostColumns));
        }
        if (m_reader.hasError())
            return invalid(u"It is damaged."_s);
        for (CellRow &row : m_table.rows)
            row.cells.resize(m_columns);
        return std::move(m_table);
    }

private:
    void readRow()
    {
        CellRow row{.line = m_row, .cells = {}};
        while (m_reader.readNextStartElement()) {
            if (m_reader.name() != "c"_L1) {
                m_reader.skipCurrentElement();
                continue;
            }
            const qsizetype named = columnOf(m_reader.attributes().value("r"_L1));
            const qsizetype column = named >= 0 ? std::min(named, mostColumns) : row.cells.size();
            const QString text = readCell();
            if (text.isEmpty())
                continue;
            row.cells.resize(std::max(row.cells.size(), column + 1));
            row.cells[column] = text;
        }
        if (row.cells.isEmpty() || (!m_table.problems.isEmpty() && m_table.problems.last().line == m_row))
            return;
        m_columns = std::max(m_columns, row.cells.size());
        m_table.rows.append(row);
    }

    QString readCell()
    {
        const QString type = m_reader.attributes().value("t"_L1).toString();
        const int style = m_reader.attributes().value("s"_L1).toInt();
        QString value;
        while (m_reader.readNextStartElement()) {
            if (m_reader.name() == "v"_L1)
                value = m_reader.readElementText();
            else if (m_reader.name() == "is"_L1)
                value = readInlineText();
            else
                m_reader.skipCurrentElement();
        }
        if (type == "s"_L1)
            return m_strings.value(value.toInt());
        if (type == "b"_L1)
            return value == "1"_L1 ? u"TRUE"_s : u"FALSE"_s;
        if (type == "e"_L1)
            m_table.problems.append(
                {.line = m_row, .column = {}, .reason = u"A cell holds the error %1."_s.arg(value)});
        if (!type.isEmpty() && type != "n"_L1)
            return value;
        return value.isEmpty() ? QString() : number(value.toDouble(), m_styles.value(style, Show::Number));
    }

    QString readInlineText()
    {
        QString text;
        while (!m_reader.atEnd()) {
            const QXmlStreamReader::TokenType token = m_reader.readNext();
            if (token == QXmlStreamReader::EndElement && m_reader.name() == "is"_L1)
                break;
            if (token == QXmlStreamReader::StartElement && m_reader.name() == "rPh"_L1)
                m_reader.skipCurrentElement();
            else if (token == QXmlStreamReader::StartElement && m_reader.name() == "t"_L1)
                text += m_reader.readElementText();
        }
        return text;
    }

    QString number(double value, Show show) const
    {
        if (show == Show::Percent)
            return QString::number(value * 100, 'g', 15) + u'%';
        constexpr double mostDays = 3'000'000; // some years after 9999
        if (show == Show::Number || value < 0 || value > mostDays)
            return QString::number(value, 'g', 15);
        // There was no 29 February 1900, though day 60 is called that.
        const double days = m_from1904 || value >= 60 ? value : value + 1;
        const QDate first = m_from1904 ? QDate(1904, 1, 1) : QDate(1899, 12, 30);
        const QDateTime moment = QDateTime(first, QTime(0, 0), QTimeZone::UTC).addSecs(std::llround(days * 86'400));
        return moment.toString(show == Show::Date   ? u"yyyy-MM-dd"_s
                               : show == Show::Time ? u"HH:mm:ss"_s
                                                    : u"yyyy-MM-dd HH:mm:ss"_s);
    }

    QXmlStreamReader m_reader;
    const QStringList &m_strings;
    const QList<Show> &m_styles;
    bool m_from1904;
    int m_row = 0;
    qsizetype m_columns = 0;
    Table m_table;
};

Result<Workbook> workbookOf(Package &package)
{
    if (!package.isOpen())
        return invalid(u"It is no workbook, or it has a password."_s);
    return package.part(u"xl/workbook.xml"_s).and_then([](const QByteArray &xml) -> Result<Workbook> {
        const Workbook workbook = readWorkbook(xml);
        if (workbook.sheets.isEmpty())
            return invalid(u"It has no sheet."_s);
        return workbook;
    });
}

// The name of the part that has the sheet.
Result<QString> partOf(Package &package, const Workbook::Sheet &sheet)
{
    return package.part(u"xl/_rels/workbook.xml.rels"_s).transform([&](const QByteArray &xml) {
        const QString target = readRelations(xml).value(sheet.relation);
        return target.startsWith(u'/') ? target.sliced(1) : u"xl/"_s + target;
    });
}

} // namespace

Result<QStringList> sheetNames(const QString &path)
{
    Package package(path);
    return workbookOf(package).transform([](const Workbook &workbook) {
        QStringList names;
        for (const Workbook::Sheet &sheet : workbook.sheets)
            names.append(sheet.name);
        return names;
    });
}

Result<Table> readSheet(const QString &path, int sheet)
{
    Package package(path);
    const Result<Workbook> workbook = workbookOf(package);
    if (!workbook)
        return std::unexpected(workbook.error());
    if (sheet < 0 || sheet >= workbook->sheets.size())
        return invalid(u"It has no such sheet."_s);
    const Result<QByteArray> stringsXml = package.part(u"xl/sharedStrings.xml"_s);
    const Result<QByteArray> stylesXml = package.part(u"xl/styles.xml"_s);
    for (const Result<QByteArray> &part : {stringsXml, stylesXml}) {
        if (!part)
            return std::unexpected(part.error());
    }
    const QStringList strings = readSharedStrings(*stringsXml);
    const QList<Show> styles = readStyles(*stylesXml);
    return partOf(package, workbook->sheets.at(sheet))
        .and_then([&](const QString &name) { return package.part(name); })
        .and_then([&](const QByteArray &xml) { return SheetReader(xml, strings, styles, workbook->from1904).read(); });
}

} // namespace evenhand::xlsx
