// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/suites/xlsxparts.h"

#include <QFile>
#include <QRegularExpression>
#include <QXmlStreamReader>

#include <algorithm>

#include <minizip/unzip.h>

using namespace Qt::StringLiterals;

namespace evenhand::xlsx {
namespace {

constexpr qint64 mostUnpackedBytes = 256LL * 1024 * 1024;

std::unexpected<Error> invalid(const QString &message)
{
    return std::unexpected(Error{.code = ErrorCode::InvalidInput, .message = message, .detail = {}});
}

// Numbers of the formats that every workbook has (ECMA-376 part 1, 18.8.30).
std::optional<Show> builtInFormat(int number)
{
    if (number == 9 || number == 10)
        return Show::Percent;
    if (number >= 14 && number <= 17)
        return Show::Date;
    if ((number >= 18 && number <= 21) || (number >= 45 && number <= 47))
        return Show::Time;
    if (number == 22)
        return Show::DateTime;
    return number < 164 ? std::optional(Show::Number) : std::nullopt;
}

// Letters stand for parts of dates and times unless they are quoted, escaped or in brackets.
Show showOf(QString code)
{
    static const QRegularExpression text(u"\"[^\"]*\"|\\\\.|\\[[^\\]]*\\]|_."_s);
    code.remove(text);
    const bool hasDate = code.contains(u'y', Qt::CaseInsensitive) || code.contains(u'd', Qt::CaseInsensitive);
    const bool hasTime = code.contains(u'h', Qt::CaseInsensitive) || code.contains(u's', Qt::CaseInsensitive);
    if (hasDate && hasTime)
        return Show::DateTime;
    if (hasDate || hasTime)
        return hasDate ? Show::Date : Show::Time;
    return code.contains(u'%') ? Show::Percent : Show::Number;
}

} // namespace

Package::Package(const QString &path)
    : m_file(unzOpen64(QFile::encodeName(path).constData()))
    , m_left(mostUnpackedBytes)
{
}

Package::~Package()
{
    if (m_file)
        unzClose(m_file);
}

Result<QByteArray> Package::part(const QString &name)
{
    if (unzLocateFile(m_file, name.toUtf8().constData(), 1) != UNZ_OK)
        return QByteArray();
    if (unzOpenCurrentFile(m_file) != UNZ_OK)
        return invalid(u"It is damaged or has a password."_s);
    QByteArray content;
    QByteArray piece(64 * 1024, Qt::Uninitialized);
    int count = 0;
    while ((count = unzReadCurrentFile(m_file, piece.data(), unsigned(piece.size()))) > 0 && m_left > 0) {
        content.append(piece.constData(), count);
        m_left -= count;
    }
    unzCloseCurrentFile(m_file);
    if (m_left <= 0)
        return invalid(u"It is too large once it is unpacked."_s);
    if (count < 0)
        return invalid(u"It is damaged."_s);
    return content;
}

Workbook readWorkbook(const QByteArray &xml)
{
    Workbook workbook;
    QXmlStreamReader reader(xml);
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        const QXmlStreamAttributes attributes = reader.attributes();
        if (reader.name() == "workbookPr"_L1)
            workbook.from1904 =
                attributes.value("date1904"_L1) == "1"_L1 || attributes.value("date1904"_L1) == "true"_L1;
        if (reader.name() != "sheet"_L1)
            continue;
        const auto relation = std::ranges::find_if(attributes, [](const QXmlStreamAttribute &attribute) {
            return attribute.name() == "id"_L1 && !attribute.namespaceUri().isEmpty();
        });
        if (relation != attributes.end())
            workbook.sheets.append(
                {.name = attributes.value("name"_L1).toString(),
                 .relation = relation->value().toString(),
                 .hidden = attributes.hasAttribute("state"_L1) && attributes.value("state"_L1) != "visible"_L1});
    }
    std::ranges::stable_partition(workbook.sheets, [](const Workbook::Sheet &sheet) { return !sheet.hidden; });
    return workbook;
}

QMap<QString, QString> readRelations(const QByteArray &xml)
{
    QMap<QString, QString> targets;
    QXmlStreamReader reader(xml);
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == "Relationship"_L1)
            targets.insert(reader.attributes().value("Id"_L1).toString(),
                           reader.attributes().value("Target"_L1).toString());
    }
    return targets;
}

QStringList readSharedStrings(const QByteArray &xml)
{
    QStringList strings;
    QXmlStreamReader reader(xml);
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (reader.name() == "si"_L1)
            strings.append(QString());
        else if (reader.name() == "rPh"_L1) // how it is spoken
            reader.skipCurrentElement();
        else if (reader.name() == "t"_L1 && !strings.isEmpty())
            strings.last() += reader.readElementText();
    }
    return strings;
}

QList<Show> readStyles(const QByteArray &xml)
{
    QMap<int, Show> custom;
    QList<Show> styles;
    bool inCellFormats = false;
    QXmlStreamReader reader(xml);
    while (!reader.atEnd()) {
        const QXmlStreamReader::TokenType token = reader.readNext();
        if (reader.name() == "cellXfs"_L1)
            inCellFormats = token == QXmlStreamReader::StartElement;
        if (token != QXmlStreamReader::StartElement)
            continue;
        const int number = reader.attributes().value("numFmtId"_L1).toInt();
        if (reader.name() == "numFmt"_L1)
            custom.insert(number, showOf(reader.attributes().value("formatCode"_L1).toString()));
        else if (inCellFormats && reader.name() == "xf"_L1)
            styles.append(custom.value(number, builtInFormat(number).value_or(Show::Number)));
    }
    return styles;
}

} // namespace evenhand::xlsx
