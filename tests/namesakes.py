"""Names as the world's agencies spell them: which two are one person's, and which are two persons'."""

from __future__ import annotations


def _pairs(table: str) -> list[tuple[str, str]]:
    rows = [line.split("|") for line in table.strip().splitlines()]
    return [(first.strip(), second.strip()) for first, second in rows]


#: One person: transliterations, accents, particles, initials and hyphens.
ONE_PERSON = _pairs("""
    Volodymyr Zelensky | Volodymyr Zelenskyy
    Volodymyr Zelensky | Volodymyr Zelenskiy
    Volodymyr Zelenskyy | Vladimir Zelensky
    Volodymyr Zelenskyi | Volodymyr Zelenskyy
    Muammar Gaddafi | Muammar Qaddafi
    Muammar Gaddafi | Moammar Gadhafi
    Muammar Gaddafi | Muammar al-Gaddafi
    Moammar Gadhafi | Mu'ammar al-Qadhafi
    Muammar Gaddafi | Muammar Kadafi
    Ahmed al Sharaa | Ahmad al-Sharaa
    Ahmed al-Sharaa | Ahmed Al-Shar'a
    Ahmed al-Sharaa | Ahmad al-Shara
    Recep Tayyip Erdogan | Recep Tayyip Erdoğan
    Recep Tayyip Erdogan | Tayyip Erdogan
    Mohammed bin Salman | Muhammad bin Salman
    Mohammed bin Salman | Mohamed bin Salman
    Mohammed bin Salman | Mohammad bin Salman
    Benjamin Netanyahu | Binyamin Netanyahu
    Benjamin Netanyahu | Benyamin Netanyahu
    Idriss Deby | Idriss Déby
    Kim Jong Un | Kim Jong-un
    Kim Jong Un | KIM JONG UN
    Ban Ki-moon | Ban Ki Moon
    Nicolas Maduro | Nicolás Maduro
    Slobodan Milosevic | Slobodan Milošević
    Aleksandar Vucic | Aleksandar Vučić
    Radovan Karadzic | Radovan Karadžić
    Ratko Mladic | Ratko Mladić
    Sergei Lavrov | Sergey Lavrov
    Dmitry Medvedev | Dmitri Medvedev
    Dmitry Peskov | Dmitriy Peskov
    Sergei Shoigu | Sergey Shoygu
    Viktor Yanukovych | Viktor Yanukovich
    Vladimir Putin | Vladimir V. Putin
    Osama bin Laden | Usama bin Laden
    Osama bin Laden | Usama bin Ladin
    Hamid Karzai | Hamed Karzai
    Abdel Fattah el-Sisi | Abdel Fattah al-Sisi
    Abdel Fattah el-Sisi | Abdul Fattah al-Sisi
    Mohamed Morsi | Mohammed Mursi
    Hosni Mubarak | Husni Mubarak
    Gamal Abdel Nasser | Gamal Abdul Nasser
    Yasser Arafat | Yasir Arafat
    Mahmoud Abbas | Mahmud Abbas
    Hassan Nasrallah | Hasan Nasrallah
    Bashar al-Assad | Bashar Assad
    Bashar al-Assad | Bashar al Asad
    Nouri al-Maliki | Nuri al-Maliki
    Haider al-Abadi | Haidar al-Abadi
    Muqtada al-Sadr | Moqtada al-Sadr
    Ali Khamenei | Ali Khamene'i
    Hassan Rouhani | Hassan Rohani
    Mahmoud Ahmadinejad | Mahmud Ahmadinejad
    Qassem Soleimani | Qasem Soleimani
    Qassem Soleimani | Ghassem Soleimani
    Pervez Musharraf | Parvez Musharraf
    Shehbaz Sharif | Shahbaz Sharif
    Islam Karimov | Islom Karimov
    Nursultan Nazarbayev | Nursultan Nazarbaev
    Ilham Aliyev | Ilham Aliev
    Felix Tshisekedi | Félix Tshisekedi
    Luiz Inacio Lula da Silva | Luiz Inácio Lula da Silva
    Andres Manuel Lopez Obrador | Andrés Manuel López Obrador
    Jose Eduardo dos Santos | José Eduardo dos Santos
    Viktor Orban | Viktor Orbán
    Radoslaw Sikorski | Radosław Sikorski
    Mevlut Cavusoglu | Mevlüt Çavuşoğlu
    Ahmet Davutoglu | Ahmet Davutoğlu
    George W. Bush | George W Bush
    Fumio Kishida | FUMIO KISHIDA
    Nguyen Phu Trong | Nguyễn Phú Trọng
    Chiang Kai-shek | Chiang Kai Shek
    Zine El Abidine Ben Ali | Zine el-Abidine Ben Ali
    Ali Abdullah Saleh | Ali Abdallah Saleh
    Sergei Shoigu | Sergei K. Shoigu
    Kassym-Jomart Tokayev | Kasym-Jomart Tokaev
    Yahya Sinwar | Yehiyeh Sinwar
    Yahya Sinwar | Yahia Sinwar
    Alexander Lukashenko | Aliaksandr Lukashenka
    Saddam Hussein | Saddam Hussain
    Mikhail Gorbachev | Mikhail Gorbachov
    Emomali Rahmon | Emomali Rakhmon
    Gurbanguly Berdymukhamedov | Gurbanguly Berdimuhamedow
    Ismail Haniyeh | Ismail Haniya
    Hossein Amir-Abdollahian | Hossein Amirabdollahian
    Abdul Hamid Dbeibah | Abdulhamid Dbeibah
    Sergej Lawrow | Sergei Lavrov
    Mikheil Saakashvili | Mikhail Saakashvili
    Lech Walesa | Lech Wałęsa
    Mohammed Deif | Mohammad Deif
    Abdul Aziz al-Hakim | Abdulaziz al-Hakim
""")

#: Two persons: relatives, predecessors and people with a surname in common.
TWO_PERSONS = _pairs("""
    Li Peng | Li Ping
    Nguyen Van An | Nguyen Van Anh
    Tran Duc Luong | Tran Duc Long
    Mario Silva | Maria Silva
    Julio Perez | Julia Perez
    Daniel Ortega | Daniela Ortega
    Jan Novak | Jana Novak
    Karim Haddad | Karam Haddad
    Jamal Saleh | Jamil Saleh
    Boris Johnson | Ben Johnson
    Mohamed Bazoum | Mahamadou Bazoum
    Alexander Novak | Alexandra Novak
    Bashar al-Assad | Hafez al-Assad
    Bashar al-Assad | Maher al-Assad
    Bashar al-Assad | Rifaat al-Assad
    George W. Bush | George H. W. Bush
    George W. Bush | George H.W. Bush
    George Bush | Jeb Bush
    Kim Jong Un | Kim Jong Il
    Kim Jong Un | Kim Il Sung
    Kim Jong Il | Kim Il Sung
    Kim Jong Un | Kim Yo Jong
    Kim Jong-un | Kim Jong-nam
    Kim Dae-jung | Kim Young-sam
    Ilham Aliyev | Heydar Aliyev
    Ilham Aliyev | Mehriban Aliyeva
    Hun Sen | Hun Manet
    Idriss Deby | Mahamat Deby
    Laurent Kabila | Joseph Kabila
    Laurent-Désiré Kabila | Joseph Kabila
    Raul Castro | Fidel Castro
    Indira Gandhi | Rajiv Gandhi
    Rajiv Gandhi | Rahul Gandhi
    Sonia Gandhi | Indira Gandhi
    Mahinda Rajapaksa | Gotabaya Rajapaksa
    Nawaz Sharif | Shehbaz Sharif
    Nawaz Sharif | Hamza Sharif
    Zulfikar Ali Bhutto | Benazir Bhutto
    Benazir Bhutto | Bilawal Bhutto
    Thaksin Shinawatra | Yingluck Shinawatra
    Yingluck Shinawatra | Paetongtarn Shinawatra
    Ferdinand Marcos | Ferdinand Marcos Jr.
    Ferdinand Marcos Sr. | Ferdinand Marcos Jr.
    Martin Luther King | Martin Luther King Jr.
    Donald Trump | Donald Trump Jr.
    Donald Trump | Ivanka Trump
    Bill Clinton | Hillary Clinton
    Lee Hsien Loong | Lee Kuan Yew
    Lee Hsien Loong | Lee Hsien Yang
    Uhuru Kenyatta | Jomo Kenyatta
    Raila Odinga | Oginga Odinga
    Omar Bongo | Ali Bongo
    Faure Gnassingbe | Gnassingbe Eyadema
    Saif al-Islam Gaddafi | Muammar Gaddafi
    Saif al-Islam Gaddafi | Saadi Gaddafi
    Uday Hussein | Qusay Hussein
    Saddam Hussein | Uday Hussein
    King Abdullah | King Hussein
    Salman bin Abdulaziz | Mohammed bin Salman
    Mohammed bin Salman | Mohammed bin Zayed
    Mohammed bin Salman | Khalid bin Salman
    Mohammed bin Nayef | Mohammed bin Salman
    Mohamed bin Zayed | Hamdan bin Zayed
    Tamim bin Hamad | Jassim bin Hamad
    Park Chung-hee | Park Geun-hye
    Lech Kaczynski | Jaroslaw Kaczynski
    Vladimir Putin | Igor Putin
    Sergei Ivanov | Sergei Ivanenko
    Sergei Ivanov | Viktor Ivanov
    Boris Johnson | Lyndon Johnson
    Abdullah Abdullah | Abdullah Gul
    Hassan Sheikh Mohamud | Hassan Rouhani
    Mohammed Hassan | Mahmoud Hassan
    Omar Hassan | Amr Hassan
    Hasan Karimi | Hussein Karimi
    Anwar Ibrahim | Anwar Raslan
    Carlos Menem | Carla Menem
    Paul Biya | Franck Biya
    Li Keqiang | Li Qiang
    Wang Yi | Wang Yang
    Wang Yi | Wang Li
    Chen Yi | Chen Yun
    Zhang Wei | Zhang Wen
    Moshe Dayan | Yael Dayan
    Mohamed Bazoum | Salem Bazoum
""")
