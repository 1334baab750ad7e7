// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <evenhand/error.h>

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QStringList>

namespace evenhand::xlsx {

// The parts of a ZIP file, unpacked up to a limit.
class Package
{
public:
    explicit Package(const QString &path);
    ~Package();
    Q_DISABLE_COPY_MOVE(Package)

    bool isOpen() const { return m_file; }
    // Empty when there is none. InvalidInput when it cannot be unpacked, or all parts together are too large.
    Result<QByteArray> part(const QString &name);

private:
    void *m_file = nullptr;
    qint64 m_left; // bytes that may still be unpacked
};

// How a cell's number is shown.
enum class Show { Number, Percent, Date, Time, DateTime };

struct Workbook
{
    struct Sheet
    {
        QString name;
        QString relation;
        bool hidden = false;
    };

    QList<Sheet> sheets;   // those that are hidden come last
    bool from1904 = false; // days are counted from 1904-01-01
};

Workbook readWorkbook(const QByteArray &xml);
QMap<QString, QString> readRelations(const QByteArray &xml); // their targets
QStringList readSharedStrings(const QByteArray &xml);
QList<Show> readStyles(const QByteArray &xml); // of the cell formats, in their order

} // namespace evenhand::xlsx
