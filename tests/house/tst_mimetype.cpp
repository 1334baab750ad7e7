// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/paths.h"

#include <QDir>
#include <QFile>
#include <QMimeDatabase>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

using namespace Qt::StringLiterals;

// A workspace is known by its name and, when renamed, by its content; another database is not taken for one.
class MimeTypeTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const QString packages = m_dataHome.filePath(u"mime/packages"_s);
        QVERIFY(QDir().mkpath(packages));
        QVERIFY(QFile::copy(QString::fromUtf8(EVENHAND_SOURCE_FOLDER "/packaging/desktop/org.evenhand.Evenhand.xml"),
                            packages + u"/org.evenhand.Evenhand.xml"_s));
        qputenv("XDG_DATA_HOME", m_dataHome.path().toUtf8());
    }

    void knowsByName()
    {
        QCOMPARE(QMimeDatabase().mimeTypeForFile(u"my.evenhand"_s, QMimeDatabase::MatchExtension).name(), workspaceType);
    }

    void knowsByContent()
    {
        QCOMPARE(QMimeDatabase().mimeTypeForData(databaseHeader(0x45564844)).name(), workspaceType);
    }

    void otherDatabase()
    {
        QCOMPARE(QMimeDatabase().mimeTypeForData(databaseHeader(0)).name(), u"application/vnd.sqlite3"_s);
    }

private:
    // The first 100 bytes of a database file; application_id is a big-endian number at offset 68.
    static QByteArray databaseHeader(quint32 applicationId)
    {
        QByteArray header(100, '\0');
        header.replace(0, 15, "SQLite format 3");
        qToBigEndian(applicationId, header.data() + 68);
        return header;
    }

    const QString workspaceType = u"application/vnd.evenhand.workspace+sqlite3"_s;
    QTemporaryDir m_dataHome;
};

QTEST_GUILESS_MAIN(MimeTypeTest)
#include "tst_mimetype.moc"
